package dev.souk.product.imports;

import static dev.souk.product.Shop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * The catalogue of 19,406 real products, which is not part of the repository: it is looked for in the directory that the
 * variable {@code SOUK_DATA_DIR} names, else in {@code shared/data} beside the checkout.
 */
@ProductPlatform
class RealCatalogueTests {

    private static final int PRODUCTS = 19_406;

    @Autowired
    private MockMvcTester mvc;

    @Test
    void theRealCatalogueIsTakenOverOnceAndSearchable() throws IOException {
        Path feed = dataDirectory().resolve("catalogue.jsonl.gz");
        assumeThat(feed).as("the real catalogue (SOUK_DATA_DIR or ../shared/data)").exists();
        Shop shop = new Shop(mvc);

        MvcTestResult first = imported(shop, Files.readAllBytes(feed));
        assertThat(Shop.<List<Object>>read(first, "$.errors")).isEmpty();
        assertThat(Shop.<Integer>read(first, "$.created")).isEqualTo(PRODUCTS);
        assertThat(Shop.<Integer>read(first, "$.indexed")).isEqualTo(PRODUCTS);
        assertThat(Shop.<List<String>>read(shop.get("/api/v1/search?q=laptop+bag&size=5"), "$.items[*].title"))
                .hasSize(5).allSatisfy(title -> assertThat(title).containsIgnoringCase("laptop bag"));

        MvcTestResult second = imported(shop, Files.readAllBytes(feed));
        assertThat(Shop.<Integer>read(second, "$.unchanged")).isEqualTo(PRODUCTS);
    }

    private static MvcTestResult imported(Shop shop, byte[] feed) {
        String status = "/api/v1/catalogue/imports/" + read(shop.importFeed(feed), "$.id");
        await().atMost(Duration.ofMinutes(5))
                .until(() -> !"RUNNING".equals(read(shop.getAsOperator(status), "$.status")));
        MvcTestResult done = shop.getAsOperator(status);
        assertThat(Shop.<String>read(done, "$.status")).isEqualTo("COMPLETED");
        return done;
    }

    private static Path dataDirectory() {
        String named = System.getenv("SOUK_DATA_DIR");
        return named != null
                ? Path.of(named)
                : Path.of("../../shared/data").toAbsolutePath().normalize();
    }
}
