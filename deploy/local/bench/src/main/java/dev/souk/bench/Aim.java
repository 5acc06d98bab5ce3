package dev.souk.bench;

import java.util.Locale;
import java.util.Map;

/** What a figure should be, and what it is. */
record Aim(String what, double figure, Bound bound, double limit) {

    enum Bound {
        MOST("at most", "atMost"),
        LEAST("at least", "atLeast");

        private final String words;
        private final String key;

        Bound(String words, String key) {
            this.words = words;
            this.key = key;
        }
    }

    static Aim atMost(String what, double figure, double most) {
        return new Aim(what, figure, Bound.MOST, most);
    }

    static Aim atLeast(String what, double figure, double least) {
        return new Aim(what, figure, Bound.LEAST, least);
    }

    boolean isMet() {
        return switch (bound) {
            case MOST -> figure <= limit;
            case LEAST -> figure >= limit;
        };
    }

    Map<String, Object> values() {
        return Map.of("what", what, "figure", Spread.rounded(figure), bound.key, limit, "met", isMet());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-6s  %-62s %8.2f   (%s %.2f)", isMet() ? "met" : "MISSED", what, figure,
                bound.words, limit);
    }
}
