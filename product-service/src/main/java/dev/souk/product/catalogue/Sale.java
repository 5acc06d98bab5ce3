package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A lower price for some time.
 *
 * @param from the first moment at which it is the price, to the millisecond
 * @param until the first moment at which it is no longer
 * @param byFeed whether a feed has brought it, and not an operator
 */
public record Sale(Money price, Instant from, Instant until, boolean byFeed) {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** @throws InvalidProduct when it does not end after it begins, or is not in the years 1970 to 9999 */
    public Sale {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
        if (!from.isBefore(until)) {
            throw new InvalidProduct("/until", "a sale ends after it begins");
        }
        if (from.isBefore(Instant.EPOCH)) {
            throw new InvalidProduct("/from", "a sale begins in the year 1970 or later");
        }
        if (until.isAfter(LATEST)) {
            throw new InvalidProduct("/until", "a sale ends in the year 9999 or earlier");
        }
    }

    /** One of an operator's. */
    public Sale(Money price, Instant from, Instant until) {
        this(price, from, until, false);
    }

    boolean isOn(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    boolean overlaps(Sale other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }
}
