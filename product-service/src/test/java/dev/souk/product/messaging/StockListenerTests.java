package dev.souk.product.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.contracts.EventContract;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.messaging.StockListener.StockLevelChanged;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

@ProductPlatform
class StockListenerTests {

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JsonMapper json;

    @Value("${souk.messaging.topic-prefix}")
    private String topicPrefix;

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka;

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
        send("SomethingElse", sku, "{}");
        send("StockLevelChanged", sku, "{\"sku\": \"%s\", \"available\": 12, \"version\": 1}".formatted(sku));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                Shop.<Integer>read(shop.get("/api/v1/products/" + id), "$.variants[0].available")).isEqualTo(12));
    }

    private void send(String type, String key, String data) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka),
                new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> message = new ProducerRecord<>(topicPrefix + "stock", key, data);
            Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", type, "ce_source", "inventory-service", "ce_time",
                    "2026-01-01T00:00:00Z", "ce_specversion", "1.0", "ce_dataschema",
                    "inventory-service/" + type + ".v1")
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
        }
    }
}
