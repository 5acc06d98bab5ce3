package dev.souk.local.demo;

import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Somebody who buys. */
final class Shopper {

    static final String GOOD_CARD = "tok_visa";
    static final String DECLINED_CARD = "tok_declined";

    private final String email;
    private final SoukApi api;
    private final String addressId;

    private Shopper(String email, SoukApi api, String addressId) {
        this.email = email;
        this.api = api;
        this.addressId = addressId;
    }

    /** Registers a new account, logs in and stores an address. */
    static Shopper join(SoukApi api, String name) {
        String email = name + "-" + UUID.randomUUID() + "@souk.test";
        String password = UUID.randomUUID().toString();
        api.post("/auth/register", Map.of("email", email, "password", password, "displayName", name)).expect(201);
        SoukApi own = api.logIn(email, password);
        JsonNode address = own.post(
                "/users/me/addresses",
                Map.of(
                        "recipient", name, "line1", "1 Bazaar Lane", "city", "Springfield", "postalCode", "12345",
                        "countryCode", "US"))
                .expect(201);
        return new Shopper(email, own, address.path("id").asString());
    }

    String email() {
        return email;
    }

    void putIntoCart(String sku, int quantity) {
        Answer answer = api.put("/cart/items/" + sku, Map.of("quantity", quantity));
        answer.expect(200);
    }

    JsonNode orderCart(String card) {
        return order(Map.of("addressId", addressId, "paymentMethod", Map.of("token", card)));
    }

    JsonNode order(String sku, int quantity, String card) {
        return order(Map.of(
                "addressId", addressId,
                "paymentMethod", Map.of("token", card),
                "items", List.of(Map.of("sku", sku, "quantity", quantity))));
    }

    JsonNode find(String orderId) {
        return api.get("/orders/" + orderId).expect(200);
    }

    JsonNode history(String orderId) {
        return api.get("/orders/" + orderId + "/history").expect(200);
    }

    /** A missing node while payment-service has not heard of the order. */
    JsonNode payment(String orderId) {
        return foundOrMissing(api.get("/orders/" + orderId + "/payment"));
    }

    JsonNode shipments(String orderId) {
        return foundOrMissing(api.get("/orders/" + orderId + "/shipments"));
    }

    private JsonNode order(Map<String, Object> request) {
        return api.post("/orders", request, UUID.randomUUID().toString()).expect(201);
    }

    private static JsonNode foundOrMissing(Answer answer) {
        return answer.status() == 404 ? answer.body().path("nothing") : answer.expect(200);
    }
}
