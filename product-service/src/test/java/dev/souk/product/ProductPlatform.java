package dev.souk.product;

import dev.souk.common.web.test.DescribedStatus;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.product.messaging.Announcements;
import dev.souk.test.SoukEngines;
import dev.souk.test.TestNames;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The whole service on real engines, once for all test classes that need it; its index and bucket are its own, and so is the host of its partner. */
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=-1")
@Import({ProductPlatform.OwnNames.class, Announcements.class, DescribedStatus.class})
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.REDIS, Engine.ELASTICSEARCH, Engine.S3})
public @interface ProductPlatform {

    /** Names that a context keeps, so that a second instance can be told them. */
    @TestConfiguration(proxyBeanMethods = false)
    class OwnNames {

        @Bean
        static PartnerHost partnerHost() throws IOException {
            return new PartnerHost();
        }

        @Bean
        static DynamicPropertyRegistrar ownNames(PartnerHost partner) {
            String index = TestNames.unique("products");
            String bucket = TestNames.unique("media");
            return names -> {
                names.add("SOUK_SEARCH_ALIAS", () -> index);
                names.add("SOUK_S3_BUCKET", () -> bucket);
                names.add("SOUK_IMPORT_ORIGINS", partner::origin);
                names.add("SOUK_IMPORT_NETWORKS", () -> "127.0.0.1/32");
            };
        }
    }
}
