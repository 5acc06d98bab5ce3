package dev.souk.product.catalogue;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the approved reviews of a product add up to.
 *
 * @param stars how many give one star, two, and so on up to five
 * @param version grows whenever {@code stars} changes
 */
public record Rating(List<Long> stars, long version) {

    public static final int MOST_STARS = 5;

    public static final Rating NONE = new Rating(List.of(0L, 0L, 0L, 0L, 0L), 0);

    public Rating {
        stars = List.copyOf(stars);
        if (stars.size() != MOST_STARS) {
            throw new IllegalArgumentException("a rating counts one to " + MOST_STARS + " stars");
        }
    }

    /** How many reviews there are. */
    public long count() {
        return stars.stream().mapToLong(Long::longValue).sum();
    }

    /** The mean of the stars in tenths, rounded half up: 10 to 50; empty without reviews. */
    public OptionalInt averageTenths() {
        long count = count();
        if (count == 0) {
            return OptionalInt.empty();
        }
        long sum = 0;
        for (int i = 0; i < MOST_STARS; i++) {
            sum += (i + 1) * stars.get(i);
        }
        return OptionalInt.of((int) ((20 * sum + count) / (2 * count)));
    }
}
