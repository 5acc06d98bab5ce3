package dev.souk.inventory;

import dev.souk.common.web.test.DescribedStatus;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;

import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import org.springframework.context.annotation.Import;

/** The whole service on a real PostgreSQL and a real Kafka; started once for all tests that wear this. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@WithTestTokens
@Import(DescribedStatus.class)
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
public @interface InventoryServiceTest {
}
