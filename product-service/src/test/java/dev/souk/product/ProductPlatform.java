package dev.souk.product;

import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;

/** The whole service on real engines, once for all test classes that need it; its index and bucket are its own. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = {
        "souk.search.alias=products-${random.uuid}",
        "souk.storage.bucket=media-${random.uuid}"})
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.ELASTICSEARCH, Engine.S3})
public @interface ProductPlatform {
}
