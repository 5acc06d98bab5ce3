package dev.souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds how much of the processors each of some processes may use, by a control group for each (cgroups(7), version 1 or 2).
 * Closing it puts them back into the groups that they came from.
 */
final class CpuQuota implements AutoCloseable {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Path PROC = Path.of("/proc");
    private static final int PERIOD_MICROS = 100_000;
    private static final String PROCESSES = "cgroup.procs";

    private final Path parent;
    private final boolean isUnified;
    private final Path proc;
    /** Those that were made, with the ones that their processes came from. */
    private final Map<Path, Path> groups = new LinkedHashMap<>();

    private CpuQuota(Path parent, boolean isUnified, Path proc) {
        this.parent = parent;
        this.isUnified = isUnified;
        this.proc = proc;
    }

    /** Empty where this process may not make control groups that bound processor time, or there are none. */
    static Optional<CpuQuota> ifAllowed() {
        return ifAllowed(CGROUPS, PROC);
    }

    static Optional<CpuQuota> ifAllowed(Path cgroups, Path proc) {
        boolean isUnified = Files.exists(cgroups.resolve("cgroup.controllers"));
        Path parent = isUnified ? cgroups : cgroups.resolve("cpu");
        return Files.isWritable(parent.resolve(PROCESSES)) && (!isUnified || boundsItsChildren(parent))
                ? Optional.of(new CpuQuota(parent, isUnified, proc))
                : Optional.empty();
    }

    /** In version 2 a group has a controller only if its parent hands it down. */
    private static boolean boundsItsChildren(Path parent) {
        try {
            return List.of(Files.readString(parent.resolve("cgroup.subtree_control")).split("\\s+")).contains("cpu");
        } catch (IOException _) {
            return false;
        }
    }

    /** @param processors for example 0.2 for a fifth of one */
    void bound(long pid, double processors) {
        Path group = parent.resolve("souk-bench-" + pid);
        long quota = Math.round(processors * PERIOD_MICROS);
        try {
            Files.createDirectories(group);
            groups.put(group, groupOf(pid));
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

    /** By /proc/PID/cgroup: {@code 0::/path} in version 2, {@code 4:cpu,cpuacct:/path} in version 1. */
    private Path groupOf(long pid) throws IOException {
        Path known = proc.resolve(Long.toString(pid)).resolve("cgroup");
        return Files.readAllLines(known).stream()
                .map(line -> line.split(":", 3))
                .filter(line -> isUnified ? line[0].equals("0") : List.of(line[1].split(",")).contains("cpu"))
                .map(line -> parent.resolve(line[2].substring(1)))
                .filter(group -> Files.isWritable(group.resolve(PROCESSES)))
                .findFirst()
                .orElse(parent);
    }

    private static void write(Path file, String value) throws IOException {
        Files.writeString(file, value);
    }

    @Override
    public void close() {
        try {
            for (Map.Entry<Path, Path> group : groups.entrySet()) {
                for (String process : Files.readAllLines(group.getKey().resolve(PROCESSES))) {
                    write(group.getValue().resolve(PROCESSES), process);
                }
                Files.delete(group.getKey());
            }
            groups.clear();
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove the control groups " + groups.keySet(), left);
        }
    }
}
