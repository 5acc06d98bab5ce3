package dev.souk.common.web.validation;

import java.time.DateTimeException;
import java.time.Instant;

/** Requests speak of the years 1 to 9999: RFC 3339 writes no later ones, and Java knows many that PostgreSQL cannot store. */
public final class InstantLimits {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private InstantLimits() {
    }

    /** @throws DateTimeException when it lies beyond */
    public static Instant check(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new DateTimeException("Not in the years 1 to 9999: " + instant);
        }
        return instant;
    }
}
