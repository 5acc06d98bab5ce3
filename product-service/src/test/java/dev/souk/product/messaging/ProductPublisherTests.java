package dev.souk.product.messaging;

import static dev.souk.product.Shop.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.contracts.EventContract;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What becomes of a product is announced as the contracts say. */
@ProductPlatform
class ProductPublisherTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String category;
    private String sku;

    @BeforeEach
    void openShop() {
        shop = new Shop(mvc);
        category = shop.newCategory();
        sku = "SKU-" + UUID.randomUUID();
    }

    @Test
    void aProductIsAnnouncedFromItsPublicationToItsWithdrawalAndBack() {
        String draft = Shop.product("Radio", sku, category, 1999).replace("\"brand\"",
                "\"status\": \"DRAFT\", \"brand\"");
        String id = Shop.read(shop.post("/api/v1/products", draft), "$.id");
        String path = "/api/v1/products/" + id;
        for (String edit : List.of("{\"description\": \"Plays\"}", "{\"status\": \"PUBLISHED\"}",
                "{\"title\": \"Better radio\"}", "{\"status\": \"WITHDRAWN\"}", "{\"brand\": \"Acme\"}",
                "{\"status\": \"PUBLISHED\"}")) {
            assertThat(shop.patch(path, tag(shop.getAsOperator(path)), edit)).hasStatus(200);
        }
        assertThat(announcedOf(id)).extracting(Announced::type)
                .containsExactly("ProductPublished", "ProductChanged", "ProductWithdrawn", "ProductPublished");
        assertThat(announcedOf(id).get(1).payload()).contains("\"version\":4", "Better radio",
                "\"sku\":\"" + sku + "\",\"price\":1999,\"listPrice\":1999").doesNotContain("Plays");
    }

    @Test
    void aFeedAnnouncesWhatItBringsOnce() {
        imported("5 USD");
        imported("5 USD");
        imported("4 USD");
        String id = Shop.read(shop.get("/api/v1/products/by-external-id/" + sku), "$.id");
        assertThat(announcedOf(id)).extracting(Announced::type).containsExactly("ProductPublished", "ProductChanged");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                jdbc.sql("SELECT bool_and(sent_at IS NOT NULL) FROM outbox WHERE key = :id").param("id", id)
                        .query(Boolean.class).single())
                .as("sent to Kafka").isTrue());
    }

    @Test
    void aFeedDoesNotAnnounceWhatIsWithdrawn() {
        imported("5 USD");
        String path = "/api/v1/products/" + Shop.read(shop.get("/api/v1/products/by-external-id/" + sku), "$.id");
        assertThat(shop.delete(path, tag(shop.get(path)))).hasStatus(204);
        imported("4 USD");
        assertThat(announcedOf(path.substring(path.lastIndexOf('/') + 1))).extracting(Announced::type)
                .containsExactly("ProductPublished", "ProductWithdrawn");
    }

    private record Announced(String topic, String type, String dataSchema, String payload) {}

    /** In the order in which they are sent; each keeps its contract. */
    private List<Announced> announcedOf(String product) {
        List<Announced> announced = jdbc
                .sql("SELECT topic, type, data_schema, payload FROM outbox WHERE key = :key ORDER BY id")
                .param("key", product).query(Announced.class).list();
        assertThat(announced).allSatisfy(event -> {
            assertThat(event.topic()).isEqualTo("products");
            assertThat(event.dataSchema()).isEqualTo("product-service/" + event.type() + ".v1");
            EventContract.of("product-service", event.type(), 1).validate(event.payload());
        });
        return announced;
    }

    private void imported(String price) {
        String id = Shop.read(shop.importFeed("{\"id\": \"%s\", \"title\": \"Lamp\", \"price\": \"%s\"}".formatted(sku,
                price)), "$.id");
        await().atMost(Duration.ofSeconds(60)).until(() -> "COMPLETED".equals(
                Shop.read(shop.getAsOperator("/api/v1/catalogue/imports/" + id), "$.status")));
    }
}
