package dev.souk.order;

import dev.souk.common.web.test.DescribedStatus;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;

/**
 * The whole service on real engines, started once for all tests that wear this; only the other services are played, by
 * {@link OtherServices}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.REDIS, Engine.S3})
@WithTestTokens
@Import({OtherServices.class, DescribedStatus.class})
public @interface RunningOrderService {
}
