package dev.souk.local.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a job is due. */
sealed interface Schedule {

    Pattern INTERVAL = Pattern.compile("every (?<seconds>[1-9]\\d{0,5})s");
    Pattern TIME = Pattern.compile("daily at (?<time>([01]\\d|2[0-3]):[0-5]\\d) UTC");

    /** The first time after this one. */
    Instant after(Instant time);

    /**
     * Reads {@code every 60s} or {@code daily at 01:00 UTC}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Schedule parse(String text) {
        Matcher interval = INTERVAL.matcher(text);
        if (interval.matches()) {
            return new Every(Duration.ofSeconds(Long.parseLong(interval.group("seconds"))));
        }
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            return new Daily(LocalTime.parse(time.group("time")));
        }
        throw new IllegalArgumentException(
                "no schedule: %s (expected: every 60s, or daily at 01:00 UTC)".formatted(text));
    }

    /** Again and again, counted from the start. */
    record Every(Duration interval) implements Schedule {

        @Override
        public Instant after(Instant time) {
            return time.plus(interval);
        }
    }

    /** @param time of the day in UTC, which knows no summer time */
    record Daily(LocalTime time) implements Schedule {

        @Override
        public Instant after(Instant instant) {
            OffsetDateTime today = instant.atOffset(ZoneOffset.UTC).with(time);
            return (today.toInstant().isAfter(instant) ? today : today.plusDays(1)).toInstant();
        }
    }
}
