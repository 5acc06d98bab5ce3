package dev.souk.local;

import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Remembers how long the whole platform last took to start. */
final class LastStart {

    private static final String READY_IN_SECONDS = "readyInSeconds";

    private final PlatformHome home;

    LastStart(PlatformHome home) {
        this.home = home;
    }

    void record(Duration took) {
        Properties properties = new Properties();
        properties.setProperty(READY_IN_SECONDS, String.format(Locale.ROOT, "%.1f", took.toMillis() / 1_000.0));
        PropertyFiles.write(home.lastStart(), properties);
    }

    /** Null when there was none. */
    @Nullable
    Double seconds() {
        String seconds = PropertyFiles.readIfExists(home.lastStart()).getProperty(READY_IN_SECONDS);
        return seconds == null ? null : Double.valueOf(seconds);
    }
}
