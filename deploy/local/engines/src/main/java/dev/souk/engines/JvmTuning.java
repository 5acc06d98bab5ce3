package dev.souk.engines;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the engines that run on a JVM are tuned.
 *
 * @param quickStart compile with C1 only: less start-up work and memory, at the cost of peak throughput
 * @param aotCaches directory of the caches that make later starts faster, filled by {@link EngineTraining}; none are used
 *     without it
 * @param training an engine that has no cache makes one when it stops, which takes up to half a minute
 */
public record JvmTuning(boolean quickStart, @Nullable Path aotCaches, boolean training) {

    /** For a laptop: the stack is up in seconds and takes about a GiB. */
    public static JvmTuning laptop() {
        return new JvmTuning(true, null, false);
    }

    /** For measurements of throughput. */
    public static JvmTuning throughput() {
        return new JvmTuning(false, null, false);
    }

    public JvmTuning withAotCaches(Path directory) {
        return new JvmTuning(quickStart, directory, training);
    }

    JvmTuning forTraining() {
        return new JvmTuning(quickStart, aotCaches, true);
    }
}
