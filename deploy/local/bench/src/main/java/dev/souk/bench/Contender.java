package dev.souk.bench;

import dev.souk.engines.LogTail;
import java.nio.file.Path;
import java.time.Duration;

/** A proxy whose cost is measured. */
record Contender(String name, long pid, int port, Path log) {

    /**
     * What it has used until now.
     *
     * @throws IllegalStateException when it has ended: what it used so far can no longer be read
     */
    Duration cpuTimeIn(int round) {
        return CpuTime.of(pid).orElseThrow(() -> new IllegalStateException(
                "%s ended in round %d. %s".formatted(name, round, LogTail.describe(log))));
    }
}
