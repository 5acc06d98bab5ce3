package dev.souk.local.demo;

import dev.souk.local.AtOnce;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** More buyers than pieces: each piece is sold once, and who gets none pays nothing. */
final class Race {

    private static final int BUYERS = 10;
    private static final int PIECES = 3;

    private final Stage stage;
    private final Story story;

    Race(Stage stage, Story story) {
        this.stage = stage;
        this.story = story;
    }

    void play() {
        try (LimitedEdition product = story.step(
                "an operator offers %d pieces".formatted(PIECES),
                () -> LimitedEdition.create(stage.operator(), PIECES))) {
            race(product.sku());
        }
    }

    private void race(String sku) {
        List<Shopper> buyers = story.step(
                "%d buyers register".formatted(BUYERS), () -> atOnce(number -> stage.shopper("Buyer" + number)));
        List<String> orders = story.step(
                "all of them order one at the same moment",
                () -> atOnce(number -> buyers.get(number)
                        .order(sku, 1, Shopper.GOOD_CARD)
                        .path("id")
                        .asString()));
        story.await(
                "every order is decided",
                () -> all(number -> stage.isSettled(buyers.get(number), orders.get(number))),
                decided -> !decided.contains(false));
        List<String> ends = all(number -> stage.status(buyers.get(number), orders.get(number)));
        story.expect(
                "exactly %d are confirmed, the others are cancelled".formatted(PIECES),
                ends.stream().filter("CONFIRMED"::equals).count() == PIECES);
        story.expect("no piece is left", stage.available(sku) == 0);
        story.expect("no loser is charged", IntStream.range(0, BUYERS)
                .filter(number -> ends.get(number).equals("CANCELLED"))
                .allMatch(number -> Stage.charged(buyers.get(number).payment(orders.get(number))) == 0));
        int loser = ends.indexOf("CANCELLED");
        stage.tellTrail(buyers.get(loser), orders.get(loser));
    }

    private static <T> List<T> all(IntFunction<T> look) {
        return IntStream.range(0, BUYERS).mapToObj(look).toList();
    }

    private static <T> List<T> atOnce(IntFunction<T> act) {
        return AtOnce.run(BUYERS, all(number -> () -> act.apply(number)));
    }
}
