package dev.souk.common.service.startup;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Stands for the real class of this name: noon, always. */
public final class ClockAutoConfiguration {

    public Clock clock() {
        return Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    }
}
