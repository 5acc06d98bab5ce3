package dev.souk.local.demo;

import tools.jackson.databind.JsonNode;

/** The order is cancelled, its stock comes back, and nothing is charged. */
final class DeclinedCard {

    private final Stage stage;
    private final Story story;

    DeclinedCard(Stage stage, Story story) {
        this.stage = stage;
        this.story = story;
    }

    void play() {
        Shopper shopper = story.step("registers, logs in and stores an address", () -> stage.shopper("Basil"));
        String sku = stage.chooseSku("desk lamp");
        long before = stage.available(sku);
        JsonNode order = story.step(
                "orders one with a card that will be declined",
                () -> shopper.order(sku, 1, Shopper.DECLINED_CARD));
        String id = order.path("id").asString();
        stage.awaitStatus(shopper, id, "CANCELLED");
        story.await("its stock is back", () -> stage.available(sku), now -> now == before);
        story.expect("nothing is charged", Stage.charged(shopper.payment(id)) == 0);
        stage.tellTrail(shopper, id);
    }
}
