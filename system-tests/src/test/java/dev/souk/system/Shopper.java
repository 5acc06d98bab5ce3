package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import dev.souk.local.api.UnexpectedAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One shopper with a token and an address.
 *
 * @param address id of the delivery address
 */
record Shopper(String email, SoukApi api, String address) {

    private static final Duration SAGA_ENDS_WITHIN = Duration.ofSeconds(90);

    /** Places an order of one SKU, paid with a test token. */
    Answer place(String sku, int quantity, String token, String idempotencyKey) {
        return api.post("/orders", Map.of("addressId", address, "paymentMethod", Map.of("token", token), "items",
                List.of(Map.of("sku", sku, "quantity", quantity))), idempotencyKey);
    }

    /** Places an order that must be accepted, and returns its id. */
    String order(String sku, int quantity, String token) {
        return place(sku, quantity, token, UUID.randomUUID().toString()).expect(201).path("id").asString();
    }

    /** Places an order of one piece that is to be paid later, and returns its id. */
    String orderWithoutMethod(String sku) {
        return api.post("/orders", Map.of("addressId", address, "items", List.of(Map.of("sku", sku, "quantity", 1))),
                UUID.randomUUID().toString()).expect(201).path("id").asString();
    }

    /** The body of a return. */
    static String returnOf(String sku, int quantity) {
        return "{\"lines\": [{\"sku\": \"%s\", \"quantity\": %d}], \"reason\": \"Too dark\"}".formatted(sku, quantity);
    }

    /** Asks to send pieces back, which must be accepted, and returns the return's id. */
    String sendBack(String orderId, String sku, int quantity) {
        return askToReturn(orderId, sku, quantity).expect(201).path("id").asString();
    }

    Answer askToReturn(String orderId, String sku, int quantity) {
        return api.post("/orders/" + orderId + "/returns",
                Map.of("lines", List.of(Map.of("sku", sku, "quantity", quantity)), "reason", "Too dark"),
                UUID.randomUUID().toString());
    }

    /** What has become of a return. */
    String returnStatus(String returnId) {
        return api.get("/returns/" + returnId).expect(200).path("status").asString();
    }

    String status(String orderId) {
        return api.get("/orders/" + orderId).expect(200).path("status").asString();
    }

    void awaitStatus(String orderId, String status) {
        await().atMost(SAGA_ENDS_WITHIN).untilAsserted(() -> assertThat(status(orderId)).isEqualTo(status));
    }

    /** payment-service hears of an order a moment later than its shopper. */
    void awaitPayment(String orderId, String status) {
        await().atMost(SAGA_ENDS_WITHIN).ignoreExceptionsInstanceOf(UnexpectedAnswer.class)
                .untilAsserted(() -> assertThat(payment(orderId).path("status").asString()).isEqualTo(status));
    }

    JsonNode payment(String orderId) {
        return api.get("/orders/" + orderId + "/payment").expect(200);
    }

    List<String> history(String orderId) {
        return api.get("/orders/" + orderId + "/history").expect(200).path("items").valueStream()
                .map(event -> event.path("type").asString()).toList();
    }
}
