package dev.souk.notification;

import dev.souk.common.web.test.DescribedStatus;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/**
 * The whole service on real engines, started once for all tests that wear this: news comes in by Kafka and goes out by SMTP and by the API;
 * only the other services are played, by {@link OtherServices}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "SOUK_SERVICE_SECRET=Rk7pQ2xW9vN4mZ8c")
@AutoConfigureMockMvc
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.MAIL})
@Import({OtherServices.class, DescribedStatus.class})
@interface RunningNotificationService {
}
