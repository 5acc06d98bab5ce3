package dev.souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bounds how much of the processors each of some processes may use, by a control group for each (cgroups(7), version 1 or 2).
 * Closing it lets them run freely.
 */
final class CpuQuota implements AutoCloseable {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 100_000;
    private static final String PROCESSES = "cgroup.procs";

    private final Path parent;
    private final boolean isUnified;
    private final List<Path> groups = new ArrayList<>();

    private CpuQuota(Path parent, boolean isUnified) {
        this.parent = parent;
        this.isUnified = isUnified;
    }

    /** Empty where this process may not make control groups, or there are none. */
    static Optional<CpuQuota> ifAllowed() {
        return ifAllowed(CGROUPS);
    }

    static Optional<CpuQuota> ifAllowed(Path cgroups) {
        boolean isUnified = Files.exists(cgroups.resolve("cgroup.controllers"));
        Path parent = isUnified ? cgroups : cgroups.resolve("cpu");
        return Files.isWritable(parent.resolve(PROCESSES))
                ? Optional.of(new CpuQuota(parent, isUnified))
                : Optional.empty();
    }

    /** @param processors for example 0.2 for a fifth of one */
    void bound(long pid, double processors) {
        Path group = parent.resolve("souk-bench-" + pid);
        long quota = Math.round(processors * PERIOD_MICROS);
        try {
            Files.createDirectories(group);
            groups.add(group);
            if (isUnified) {
                write(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            } else {
                write(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
                write(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
            }
            write(group.resolve(PROCESSES), Long.toString(pid));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot bound process %d by the control group %s".formatted(pid, group),
                    refused);
        }
    }

    private static void write(Path file, String value) throws IOException {
        Files.writeString(file, value);
    }

    @Override
    public void close() {
        try {
            for (Path group : groups) {
                for (String process : Files.readAllLines(group.resolve(PROCESSES))) {
                    write(parent.resolve(PROCESSES), process);
                }
                Files.delete(group);
            }
            groups.clear();
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove the control groups " + groups, left);
        }
    }
}
