package dev.souk.local.demo;

import dev.souk.local.Platform;
import dev.souk.local.api.SoukApi;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the scenes have in common. */
final class Stage {

    private static final Set<String> SETTLED = Set.of("CONFIRMED", "CANCELLED");

    private final Platform platform;
    private final SoukApi api;
    private final Story story;
    private final SagaTrail trail;

    Stage(Platform platform, Story story) {
        this.platform = platform;
        this.api = platform.api();
        this.story = story;
        this.trail = new SagaTrail(platform);
    }

    Shopper shopper(String name) {
        return Shopper.join(api, name);
    }

    SoukApi operator() {
        return platform.operator();
    }

    MailSink mail() {
        return new MailSink(platform.mail(), api);
    }

    /** Searches as a shopper would, and looks at the first hit. */
    String chooseSku(String query) {
        JsonNode hits = story.step(
                "searches for " + query,
                () -> api.get("/search?inStock=true&q=" + query.replace(' ', '+')).expect(200).path("items"));
        if (hits.isEmpty()) {
            throw new StepFailed("nothing to buy: ./souk seed fills the catalogue");
        }
        JsonNode product = story.step(
                "looks at \"%s\"".formatted(hits.path(0).path("title").asString()),
                () -> api.get("/products/" + hits.path(0).path("id").asString()).expect(200));
        return product.path("variants").path(0).path("sku").asString();
    }

    long available(String sku) {
        return api.get("/inventory/" + sku).expect(200).path("available").asLong();
    }

    /** CONFIRMED or CANCELLED; fails when it is the other one. */
    void awaitStatus(Shopper shopper, String orderId, String expected) {
        String status = story.await(
                "the order is " + expected, () -> status(shopper, orderId), SETTLED::contains);
        if (!status.equals(expected)) {
            throw new StepFailed("order %s is %s instead of %s".formatted(orderId, status, expected));
        }
    }

    boolean isSettled(Shopper shopper, String orderId) {
        return SETTLED.contains(status(shopper, orderId));
    }

    String status(Shopper shopper, String orderId) {
        return shopper.find(orderId).path("status").asString();
    }

    /** In minor units; 0 when payment-service has nothing to do with the order. */
    static long charged(JsonNode payment) {
        return payment.path("captured").path("amount").asLong(0) - payment.path("refunded").path("amount").asLong(0);
    }

    void tellTrail(Shopper shopper, String orderId) {
        story.tell("what was said about order " + orderId + ":");
        trail.lines(orderId, shopper.history(orderId)).forEach(story::tell);
    }
}
