package dev.souk.product.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.contracts.EventContract;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.messaging.StockListener.StockLevelChanged;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

@ProductPlatform
class StockListenerTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JsonMapper json;

    @Autowired
    private Announcements announcements;

    @Test
    void theContractsSampleIsUnderstood() {
        StockLevelChanged event = json.readValue(
                EventContract.of("inventory-service", "StockLevelChanged", 1).sample(), StockLevelChanged.class);
        assertThat(event.sku()).isNotBlank();
        assertThat(event.version()).isPositive();
    }

    @Test
    void aStockLevelThatIsAnnouncedIsShown() {
        Shop shop = new Shop(mvc);
        String sku = "SKU-" + UUID.randomUUID();
        String id = shop.newProduct("Radio", sku, shop.newCategory(), 1);
        announcements.send("inventory-service", "stock", "SomethingElse", sku, "{}");
        announcements.send("inventory-service", "stock", "StockLevelChanged", sku,
                "{\"sku\": \"%s\", \"available\": 12, \"version\": 1}".formatted(sku));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                Shop.<Integer>read(shop.get("/api/v1/products/" + id), "$.variants[0].available")).isEqualTo(12));
    }
}
