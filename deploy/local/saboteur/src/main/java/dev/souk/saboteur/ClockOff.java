package dev.souk.saboteur;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Clock;
import java.time.Duration;
import net.bytebuddy.asm.Advice;

/** A service's clock is fast or slow. That of its libraries is right: the tokens of its callers stay valid. */
final class ClockOff {

    private ClockOff() {
    }

    static Cut cut(Duration offset) {
        Place place = Place.of(Place.CLOCK);
        return new Cut(place, Advice.withCustomMapping()
                .bind(Millis.class, offset.toMillis())
                .to(Shift.class)
                .on(place.matcher()));
    }

    /** What the clock is off by. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Millis {
    }

    private static final class Shift {

        @Advice.OnMethodExit
        static void shift(@Millis long millis, @Advice.Return(readOnly = false) Clock clock) {
            clock = Clock.offset(clock, Duration.ofMillis(millis));
        }
    }
}
