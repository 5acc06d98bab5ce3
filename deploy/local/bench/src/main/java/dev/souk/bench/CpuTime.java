package dev.souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What processes have used of the processors so far, user and system together, as Linux counts it (proc_pid_stat(5)). */
final class CpuTime {

    /** {@code USER_HZ}, which is 100 on every Linux that has a JDK: one tick is 10 ms. */
    private static final long TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private CpuTime() {
    }

    /** Of the process and those that it has started and that still run. */
    static Duration of(long pid) {
        long ticks = ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToLong(process -> ticksOf(process.pid())).sum();
        return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
    }

    private static long ticksOf(long pid) {
        try {
            return ticksIn(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("/proc is needed to read CPU times, as Linux has it", unreadable);
        }
    }

    /** The second field is the command in parentheses, which may hold spaces and parentheses itself. */
    static long ticksIn(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    }
}
