package dev.souk.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of the service under test: right, until a test sets it wrong. */
public final class MovableClock implements InstantSource {

    private volatile Duration wrong = Duration.ZERO;

    public void setFast(Duration by) {
        wrong = by;
    }

    public void setRight() {
        wrong = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(wrong);
    }
}
