package dev.souk.payment;

import dev.souk.common.web.test.DescribedStatus;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;

/**
 * The whole service on a real PostgreSQL and a real Kafka; started once for all tests that wear this. The sandbox is as
 * slow as ever, but nobody waits long for it; it tells every answer by webhook, too, twice and in no order. A test that needs
 * to decide what comes when takes hold of the {@link Wire}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = {"souk.payments.sandbox.deadline=500ms", "souk.payments.sandbox.slow-answer=1s",
        "souk.payments.sandbox.webhooks.secret=" + Wire.SECRET, "souk.payments.sandbox.webhooks.copies=2",
        "souk.payments.sandbox.webhooks.shuffled=true", "souk.payments.sandbox.webhooks.delay=0ms",
        "souk.payments.sandbox.webhooks.first-retry=50ms",
        "souk.payments.worker.lease=2s", "souk.payments.worker.first-retry=50ms",
        "souk.payments.worker.poll-interval=100ms", "souk.payments.retries.tries=3",
        "souk.payments.retries.first-pause=50ms", "souk.payments.retries.longest-pause=100ms"})
// the initializer of @WithTestTokens is named here because this one hides it
@ContextConfiguration(initializers = {WithTestTokens.Initializer.class, Wire.Starter.class})
@Import({Wire.Interceptor.class, DescribedStatus.class})
@AutoConfigureMockMvc
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
public @interface PaymentServiceTest {
}
