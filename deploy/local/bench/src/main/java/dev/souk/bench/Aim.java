package dev.souk.bench;

import java.util.Locale;
import java.util.Map;

/** What a figure should be at most, and what it is. */
record Aim(String what, double figure, double most) {

    boolean isMet() {
        return figure <= most;
    }

    Map<String, Object> values() {
        return Map.of("what", what, "figure", Spread.rounded(figure), "atMost", most, "met", isMet());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-6s  %-62s %8.2f   (at most %.2f)", isMet() ? "met" : "MISSED", what,
                figure,
                most);
    }
}
