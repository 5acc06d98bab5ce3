package dev.souk.system;

import static org.awaitility.Awaitility.await;

import dev.souk.local.Platform;
import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Makes the resource that an operation is tried on: a new one for each call that may change it. */
final class Specimens {

    private static final Duration APPEARS_WITHIN = Duration.ofSeconds(60);
    private static final String ADDRESS = """
            {"recipient": "Test Shopper", "line1": "2 Test Street", "city": "Testville", "postalCode": "12345",
             "countryCode": "US"}""";

    private final Goods goods;
    private final Shoppers shoppers;
    private final Shopper owner;
    private final String operatorsImport;
    private final Map<Operation, Specimen> unchanged = new HashMap<>();

    Specimens(Platform platform, Goods goods, Shoppers shoppers) {
        this.goods = goods;
        this.shoppers = shoppers;
        owner = shoppers.register();
        operatorsImport = platform.operator().post("/catalogue/imports", "multipart/form-data; boundary=feed",
                BodyPublishers.ofString(
                        "--feed\r\nContent-Disposition: form-data; name=\"file\"; filename=\"feed.jsonl\"\r\n\r\n"
                                + "{}\r\n--feed--\r\n"))
                .expect(202).path("id").asString();
    }

    /**
     * A resource and a good call on it.
     *
     * @param variables of the path
     * @param body empty when the operation takes none
     */
    record Specimen(Shopper owner, Map<String, String> variables, String body, Map<String, String> headers) {}

    /**
     * @throws IllegalArgumentException for an operation that nobody has thought about: say here what it is tried on, and in
     * {@code docs/access.md} who may call it
     */
    Specimen of(Operation operation) {
        return unchanged.computeIfAbsent(operation, _ -> make(operation));
    }

    /** The next one to try it needs another specimen, unless it only reads. */
    void used(Operation operation) {
        if (!operation.method().equals("GET")) {
            unchanged.remove(operation);
        }
    }

    private Specimen make(Operation operation) {
        return switch (operation.name()) {
            case "GET /api/v1/orders/{id}", "GET /api/v1/orders/{id}/history" -> with("id", order());
            case "POST /api/v1/orders/{id}/cancel" ->
                with("id", order(), "{\"reason\": \"changed my mind\"}");
            case "GET /api/v1/orders/{id}/invoice" -> {
                String order = order();
                await().atMost(APPEARS_WITHIN)
                        .until(() -> owner.api().get("/orders/" + order + "/invoice").status() == 200);
                yield with("id", order);
            }
            case "GET /api/v1/orders/{id}/returns" -> with("id", order());
            case "POST /api/v1/orders/{id}/returns" -> {
                String sku = goods.sku(1);
                yield with("id", shipped(sku), Shopper.returnOf(sku, 1));
            }
            case "GET /api/v1/returns/{id}", "POST /api/v1/returns/{id}/approve", "POST /api/v1/returns/{id}/reject" ->
                with("id", returned());
            case "POST /api/v1/returns/{id}/receive" -> {
                String id = returned();
                goods.operator().post("/returns/" + id + "/approve", Map.of()).expect(200);
                yield with("id", id);
            }
            case "GET /api/v1/orders/{orderId}/payment", "GET /api/v1/orders/{orderId}/shipments" -> {
                String order = order();
                owner.awaitPayment(order, "CAPTURED");
                yield with("orderId", order);
            }
            // the one of the platform believes only what is signed, whoever calls
            case "POST /api/v1/payments/webhooks/{provider}" -> with("provider", "nobody", "{}");
            case "POST /api/v1/payments/{id}/pay" -> with("id", unpaid(), "{\"token\": \"tok_visa\"}");
            case "POST /api/v1/payments/{id}/capture", "GET /api/v1/payments/{id}/refunds" -> with("id", captured());
            case "POST /api/v1/ops/orders/stuck/{id}/acknowledge" -> with("id", "1");
            case "POST /api/v1/ops/reconciliations/differences/{id}/resolve" ->
                with("id", "9", "{\"note\": \"seen to\"}");
            // nothing has failed on a platform that is well
            case "GET /api/v1/ops/dead-letters/{id}" -> with("id", UUID.randomUUID().toString());
            case "POST /api/v1/ops/dead-letters/{id}/replay", "POST /api/v1/ops/dead-letters/{id}/discard" ->
                with("id", UUID.randomUUID().toString(), "{\"reason\": \"seen to\"}");
            case "GET /api/v1/auth/oidc/{provider}", "GET /api/v1/auth/oidc/{provider}/callback" ->
                with("provider", "nobody");
            case "POST /api/v1/payments/{id}/refunds" -> with("id", captured(), """
                    {"amount": {"amount": 1, "currency": "USD"}, "reason": "scratched"}""");
            case "GET /api/v1/payments/{id}/refunds/{refundId}" -> refund();
            case "POST /api/v1/shipments/{id}/dispatch" -> with("id", shipment());
            case "POST /api/v1/shipments/{id}/deliver" -> {
                String shipment = shipment();
                goods.operator().post("/shipments/" + shipment + "/dispatch", Map.of()).expect(200);
                yield with("id", shipment);
            }
            case "GET /api/v1/inventory/{sku}", "GET /api/v1/inventory/{sku}/supplies",
                    "DELETE /api/v1/cart/items/{sku}" ->
                with("sku", goods.sku(1));
            case "PUT /api/v1/inventory/{sku}/threshold" -> with("sku", goods.sku(1), "{\"threshold\": 0}");
            case "PUT /api/v1/warehouses/{code}" -> with("code", "MAIN", "{\"name\": \"Main warehouse\"}");
            case "PUT /api/v1/inventory/{sku}/supply" ->
                with("sku", goods.sku(1), "{\"quantity\": 1, \"reason\": \"found\"}");
            // that nobody has sold yet
            case "GET /api/v1/ops/flash-sales/{sku}" -> with("sku", goods.sku(0));
            case "PUT /api/v1/ops/flash-sales/{sku}" -> with("sku", goods.sku(0),
                    """
                            {"pieces": 1, "perUser": 1, "startsAt": "2099-01-01T00:00:00Z", "endsAt": "2099-01-02T00:00:00Z"}""");
            case "PUT /api/v1/cart/items/{sku}" -> with("sku", goods.sku(1), "{\"quantity\": 1}");
            case "GET /api/v1/coupons/{id}" -> with("id", coupon());
            case "PUT /api/v1/coupons/{id}" -> edited("/coupons/", coupon(), """
                    {"name": "Better shipping", "benefit": {"kind": "FREE_SHIPPING"},
                     "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2020-01-02T00:00:00Z"}""");
            case "GET /api/v1/categories/{id}", "GET /api/v1/categories/{id}/attributes" -> with("id", category());
            case "PUT /api/v1/categories/{id}/attributes" ->
                edited("/categories/", category(), "{\"items\": [{\"name\": \"wattage\", \"type\": \"NUMBER\"}]}");
            case "DELETE /api/v1/categories/{id}" -> edited("/categories/", category(), "");
            case "PATCH /api/v1/categories/{id}", "PUT /api/v1/categories/{id}" ->
                edited("/categories/", category(), "{\"name\": \"Better lamps " + UUID.randomUUID() + "\"}");
            case "GET /api/v1/products/{id}", "GET /api/v1/products/{id}/changes", "GET /api/v1/products/{id}/prices",
                    "GET /api/v1/products/{id}/views", "GET /api/v1/products/{id}/related" ->
                with("id", product());
            case "DELETE /api/v1/products/{id}" -> edited("/products/", product(), "");
            case "PATCH /api/v1/products/{id}" -> edited("/products/", product(), "{\"title\": \"A better lamp\"}");
            case "PUT /api/v1/products/{id}" -> {
                String sku = goods.sku(0);
                yield edited("/products/", goods.product(sku), """
                        {"title": "A better lamp", "description": "Brighter", "brand": "Testers",
                         "category": "test-goods", "variants": [
                          {"sku": "%s", "price": {"amount": 1999, "currency": "USD"}}]}""".formatted(sku));
            }
            case "GET /api/v1/products/by-external-id/{externalId}" ->
                with("externalId", goods.externalId(goods.sku(0)));
            case "POST /api/v1/products/{productId}/images" -> with("productId", product(),
                    "{\"fileName\": \"lamp.png\", \"contentType\": \"image/png\", \"size\": 100}");
            case "PUT /api/v1/products/{productId}/images" -> {
                String product = product();
                String image = goods.image(product);
                yield edited(product, Map.of("productId", product), "{\"images\": [\"" + image + "\"]}");
            }
            case "POST /api/v1/products/{productId}/images/{imageId}/complete" -> announcedImage(owner);
            case "DELETE /api/v1/products/{productId}/images/{imageId}" -> {
                String product = product();
                yield edited(product, Map.of("productId", product, "imageId", goods.image(product)), "");
            }
            case "GET /api/v1/products/{productId}/reviews" -> with("productId", product());
            // that nobody has bought
            case "POST /api/v1/products/{productId}/reviews" ->
                with("productId", product(), "{\"rating\": 4}");
            case "GET /api/v1/products/{productId}/reviews/{reviewId}" -> review().specimen("");
            case "PUT /api/v1/products/{productId}/reviews/{reviewId}" -> review().specimen("{\"rating\": 3}");
            case "DELETE /api/v1/products/{productId}/reviews/{reviewId}" -> review().specimen("");
            case "POST /api/v1/reviews/{id}/approve" -> with("id", review().id());
            case "POST /api/v1/reviews/{id}/reject" ->
                with("id", review().id(), "{\"reason\": \"Not about the product\"}");
            case "GET /api/v1/media/{key}" -> with("key", "no-such-image");
            case "GET /api/v1/catalogue/imports/{id}" -> with("id", operatorsImport);
            // no host is allowed from the start, so that no feed can be there
            case "GET /api/v1/catalogue/feeds/{name}", "DELETE /api/v1/catalogue/feeds/{name}" -> with("name", "acme");
            case "PUT /api/v1/catalogue/feeds/{name}" ->
                with("name", "acme", "{\"url\": \"https://feeds.example.com/products.jsonl\"}");
            case "GET /api/v1/users/me/addresses/{id}" -> with("id", owner.address());
            case "DELETE /api/v1/users/me/addresses/{id}" -> with("id", Shoppers.addAddress(owner.api()));
            case "PUT /api/v1/users/me/addresses/{id}" -> with("id", owner.address(), ADDRESS);
            case "DELETE /api/v1/users/me/sessions/{id}" -> with("id", session());
            case "PUT /api/v1/users/{id}/roles" ->
                with("id", id(shoppers.register()), "{\"roles\": [\"SHOPPER\"]}");
            case "POST /api/v1/notifications/{id}/read" -> with("id", notification());
            default -> throw new IllegalArgumentException(operation.name()
                    + " is new: say in Specimens what it is tried on, and in docs/access.md who may call it");
        };
    }

    private Specimen with(String variable, String value) {
        return with(variable, value, "");
    }

    private Specimen with(String variable, String value, String body) {
        return with(Map.of(variable, value), body);
    }

    private Specimen with(Map<String, String> variables, String body) {
        return new Specimen(owner, variables, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private String order() {
        return owner.order(goods.sku(1), 1, "tok_visa");
    }

    private String shipped(String sku) {
        String order = owner.order(sku, 1, "tok_visa");
        goods.dispatch(owner, order);
        return order;
    }

    private String returned() {
        String sku = goods.sku(1);
        return owner.sendBack(shipped(sku), sku, 1);
    }

    private String product() {
        return goods.product(goods.sku(0));
    }

    /** One that nothing is in. */
    private String category() {
        return goods.operator().post("/categories", Map.of("name", "Lamps " + UUID.randomUUID())).expect(201).path("id")
                .asString();
    }

    /** One that is over: it makes no order cheaper. */
    private String coupon() {
        return goods.operator().post("/coupons", Map.of("name", "Free shipping", "benefit",
                Map.of("kind", "FREE_SHIPPING"), "validFrom", "2020-01-01T00:00:00Z", "validUntil",
                "2020-01-02T00:00:00Z"), UUID.randomUUID().toString()).expect(201).path("id").asString();
    }

    /** An edit names the version that its editor has seen. */
    private Specimen edited(String collection, String id, String body) {
        String seen = goods.operator().get(collection + id).header("ETag").orElseThrow();
        return new Specimen(owner, Map.of("id", id), body, Map.of("If-Match", seen));
    }

    private String captured() {
        String order = order();
        owner.awaitPayment(order, "CAPTURED");
        return owner.payment(order).path("id").asString();
    }

    /** An edit of what hangs on a product names the version of the product. */
    private Specimen edited(String product, Map<String, String> variables, String body) {
        String seen = goods.operator().get("/products/" + product).header("ETag").orElseThrow();
        return new Specimen(owner, variables, body, Map.of("If-Match", seen));
    }

    /** The payment of an order that waits for its shopper to pay. */
    private String unpaid() {
        String order = owner.orderWithoutMethod(goods.sku(1));
        owner.awaitPayment(order, "REQUESTED");
        owner.awaitStatus(order, "AWAITING_PAYMENT");
        return owner.payment(order).path("id").asString();
    }

    private Specimen refund() {
        String payment = captured();
        String refund = goods.operator()
                .post("/payments/" + payment + "/refunds",
                        Map.of("amount", Map.of("amount", 1, "currency", "USD"), "reason", "scratched"),
                        UUID.randomUUID().toString())
                .expect(201).path("id").asString();
        return with(Map.of("id", payment, "refundId", refund), "");
    }

    private String shipment() {
        String order = order();
        return appears(owner.api(), "/orders/" + order + "/shipments").path("id").asString();
    }

    private String notification() {
        order();
        return appears(owner.api(), "/notifications").path("id").asString();
    }

    private static String id(Shopper shopper) {
        return shopper.api().get("/users/me").expect(200).path("id").asString();
    }

    private String session() {
        shoppers.logIn(owner.email());
        return owner.api().get("/users/me/sessions").expect(200).path("items").path(0).path("id").asString();
    }

    private Specimen announcedImage(Shopper owner) {
        String product = product();
        String image = goods.operator().post("/products/" + product + "/images",
                Map.of("fileName", "lamp.png", "contentType", "image/png", "size", 100)).expect(201).path("imageId")
                .asString();
        return with(Map.of("productId", product, "imageId", image), "");
    }

    /** Of the owner, waiting for a decision. */
    private record Review(Shopper owner, String productId, String id, String tag) {

        Specimen specimen(String body) {
            return new Specimen(owner, Map.of("productId", productId, "reviewId", id), body, Map.of("If-Match", tag));
        }
    }

    private Review review() {
        String sku = goods.sku(1);
        String product = goods.product(sku);
        owner.order(sku, 1, "tok_visa");
        Answer written = await("the catalogue hears that it is bought").atMost(APPEARS_WITHIN).until(
                () -> owner.api().post("/products/" + product + "/reviews", Map.of("rating", 4)),
                answer -> answer.status() == 201);
        return new Review(owner, product, written.body().path("id").asString(), written.header("ETag").orElseThrow());
    }

    private static JsonNode appears(SoukApi api, String list) {
        return await().atMost(APPEARS_WITHIN)
                .until(() -> api.get(list).expect(200).path("items").path(0), item -> !item.isMissingNode());
    }
}
