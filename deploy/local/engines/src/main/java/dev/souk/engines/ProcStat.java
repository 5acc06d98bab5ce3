package dev.souk.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The few fields of Linux' {@code /proc/<pid>/stat} that matter here (proc_pid_stat(5)). */
record ProcStat(long pid, char state, long processGroup, long startTicks) {

    private static final Path PROC = Path.of("/proc");

    static Optional<ProcStat> of(long pid) {
        try {
            return Optional.of(parse(pid, Files.readString(PROC.resolve(pid + "/stat"))));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** All processes that can be seen now; none where the system has no {@code /proc}. */
    static Stream<ProcStat> all() {
        return ProcessHandle.allProcesses().flatMap(process -> of(process.pid()).stream());
    }

    /** A zombie has ended, even when nobody has asked for its exit status yet. */
    boolean isAlive() {
        return state != 'Z' && state != 'X';
    }

    boolean isStopped() {
        return state == 'T';
    }

    private static ProcStat parse(long pid, String line) {
        // The second field is the command in parentheses, which may hold spaces and parentheses itself.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return new ProcStat(
                pid, fields[0].charAt(0), Long.parseLong(fields[2]), Long.parseLong(fields[19]));
    }
}
