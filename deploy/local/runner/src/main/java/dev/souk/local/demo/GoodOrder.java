package dev.souk.local.demo;

import tools.jackson.databind.JsonNode;

/** From registration to the captured payment and the mail. */
final class GoodOrder {

    private final Stage stage;
    private final Story story;

    GoodOrder(Stage stage, Story story) {
        this.stage = stage;
        this.story = story;
    }

    void play() {
        Shopper shopper = story.step("registers, logs in and stores an address", () -> stage.shopper("Ada"));
        String sku = stage.chooseSku("laptop bag");
        story.step("puts two of %s into the cart".formatted(sku), () -> shopper.putIntoCart(sku, 2));
        JsonNode order = story.step("orders the cart with a good card", () -> shopper.orderCart(Shopper.GOOD_CARD));
        String id = order.path("id").asString();
        stage.awaitStatus(shopper, id, "CONFIRMED");
        story.await(
                "a shipment is being prepared",
                () -> shopper.shipments(id),
                shipments -> !shipments.path("items").isEmpty());
        JsonNode payment = story.await(
                "the payment is captured",
                () -> shopper.payment(id),
                found -> found.path("status").asString("").equals("CAPTURED"));
        story.expect(
                "exactly the order's total is charged",
                Stage.charged(payment) == order.path("total").path("amount").asLong());
        story.await(
                "a mail about the order has arrived",
                () -> stage.mail().subjects(shopper.email()),
                subjects -> subjects.stream().anyMatch(subject -> subject.contains("order")));
        stage.tellTrail(shopper, id);
    }
}
