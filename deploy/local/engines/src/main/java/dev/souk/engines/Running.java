package dev.souk.engines;

import java.time.Instant;
import java.util.List;

/** A program that was seen alive: the process with this id was started at this instant. */
public record Running(String name, long pid, Instant startedAt, List<Integer> ports) {

    public Running {
        ports = List.copyOf(ports);
    }

    /**
     * Memory that this process and those that it started take, in KiB: each shared page counts once where the system says
     * so (Linux), else the sum of the resident sets. 0 when it has ended.
     */
    public long residentKiB() {
        return Memory.residentKiB(pid);
    }
}
