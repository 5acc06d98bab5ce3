package dev.souk.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What one shopper comes for.
 *
 * @param at after the beginning of the load
 * @param shopper which of the shoppers
 * @param dice decides what the purpose leaves open: SKUs, quantities
 * @param token of the provider's sandbox, to pay with
 * @param pause between two steps of the visit
 */
record Visit(Purpose purpose, Duration at, int shopper, int dice, String token, Duration pause) {

    enum Purpose {
        BROWSE(4),
        /** Through the cart and a quote. */
        BUY_CART(3),
        BUY(6),
        /** The article of which there are too few. */
        BUY_HOT(3),
        /** Without a method at first; then pays, with another token after a refusal. */
        PAY_LATER(3),
        NEVER_PAY(1),
        CANCEL(3),
        /** Twice at the same moment under one key, and a third time afterwards. */
        BUY_TWICE(2),
        /** The operator sends the goods out and the carrier delivers them. */
        HAVE_DELIVERED(2),
        /** Sends back what was delivered, or a part of it. */
        RETURN(2),
        /** The operator gives a part of the money back. */
        HAVE_REFUNDED(1);

        private final int weight;

        Purpose(int weight) {
            this.weight = weight;
        }
    }

    private static final List<String> TOKENS = List.of("tok_visa", "tok_visa", "tok_visa", "tok_visa", "tok_visa",
            "tok_declined", "tok_insufficient_funds", "tok_timeout", "tok_flaky", "tok_capture_fails",
            "tok_capture_fails_twice");
    private static final int LONGEST_PAUSE_MS = 2_500;

    /**
     * Arrivals at random, independent of each other and of how fast they are served (a Poisson process): the same ones for the
     * same seed.
     */
    static List<Visit> plan(long seed, Duration load, double perSecond, int shoppers) {
        Random random = new Random(seed ^ 0x5eed);
        List<Visit> visits = new ArrayList<>();
        double seconds = random.nextExponential() / perSecond;
        while (seconds < load.toMillis() / 1_000.0) {
            visits.add(new Visit(anyPurpose(random), Duration.ofMillis((long) (seconds * 1_000)),
                    random.nextInt(shoppers), random.nextInt(1_000_000), TOKENS.get(random.nextInt(TOKENS.size())),
                    Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS))));
            seconds += random.nextExponential() / perSecond;
        }
        return visits;
    }

    private static Purpose anyPurpose(Random random) {
        int place = random.nextInt(Arrays.stream(Purpose.values()).mapToInt(purpose -> purpose.weight).sum());
        for (Purpose purpose : Purpose.values()) {
            place -= purpose.weight;
            if (place < 0) {
                return purpose;
            }
        }
        throw new AssertionError("the weights do not sum up");
    }
}
