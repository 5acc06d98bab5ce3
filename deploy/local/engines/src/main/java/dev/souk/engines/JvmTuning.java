package dev.souk.engines;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the engines that run on a JVM are tuned.
 *
 * @param quickStart compile with C1 only: less start-up work and memory, at the cost of peak throughput
 * @param aotCaches directory of the caches that make later starts faster; none are used or trained without it
 */
public record JvmTuning(boolean quickStart, @Nullable Path aotCaches) {

    /** For a laptop: the stack is up in seconds and takes about a GiB. */
    public static JvmTuning laptop() {
        return new JvmTuning(true, null);
    }

    /** For measurements of throughput. */
    public static JvmTuning throughput() {
        return new JvmTuning(false, null);
    }

    public JvmTuning withAotCaches(Path directory) {
        return new JvmTuning(quickStart, directory);
    }
}
