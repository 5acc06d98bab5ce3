package dev.souk.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The clock of the service under test. */
final class ServiceClock implements InstantSource {

    private volatile Duration fast = Duration.ZERO;

    /** What happens while the service's clock is wrong. */
    <T> T whileFastBy(Duration by, Supplier<T> course) {
        fast = by;
        try {
            return course.get();
        } finally {
            fast = Duration.ZERO;
        }
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(fast);
    }
}
