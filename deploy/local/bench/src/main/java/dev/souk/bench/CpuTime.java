package dev.souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What processes have used of the processors so far, user and system together, as Linux counts it (proc_pid_stat(5)). */
final class CpuTime {

    /** {@code USER_HZ}, which is 100 on every Linux that has a JDK: one tick is 10 ms. */
    private static final long TICKS_PER_SECOND = 100;
    private static final Set<String> ENDED = Set.of("Z", "X");
    private static final int STATE = 0;
    /** User and system time of the process itself, then of its children that have ended. */
    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;

    private CpuTime() {
    }

    /**
     * Of the process and those that it has started, also of its children that have ended.
     *
     * @return empty when the process has ended, whatever still runs of those that it started
     */
    static Optional<Duration> of(long pid) {
        return ticksOf(pid).map(ticks -> ticks + ticksOfDescendants(pid))
                .map(ticks -> Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND));
    }

    /** The time of one that has ended meanwhile is its parent's. */
    private static long ticksOfDescendants(long pid) {
        return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
                .flatMap(process -> ticksOf(process.pid()).stream()).mapToLong(Long::longValue).sum();
    }

    /** Empty for a process that has ended, also when nobody has asked for its exit status yet. */
    private static Optional<Long> ticksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return hasEnded(stat) ? Optional.empty() : Optional.of(ticksIn(stat));
        } catch (IOException unreadable) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return Optional.empty();
            }
            throw new UncheckedIOException("/proc is needed to read CPU times, as Linux has it", unreadable);
        }
    }

    static boolean hasEnded(String stat) {
        return ENDED.contains(fieldsAfterCommand(stat)[STATE]);
    }

    static long ticksIn(String stat) {
        String[] fields = fieldsAfterCommand(stat);
        return Arrays.stream(fields, FIRST_TIME, LAST_TIME + 1).mapToLong(Long::parseLong).sum();
    }

    /** The second field is the command in parentheses, which may hold spaces and parentheses itself. */
    private static String[] fieldsAfterCommand(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
