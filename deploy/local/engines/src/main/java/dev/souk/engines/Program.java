package dev.souk.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program to run in the background: how it is started, where it logs, how its readiness shows.
 *
 * @param name unique within one {@link ProcessTable}; also a file name
 * @param environment added to the environment of this JVM
 * @param log standard output and standard error, appended
 * @param ports on the loopback address; all must be free before the program is started
 * @param startTimeout from start to readiness
 * @param stopSignal asks for an orderly stop
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        List<Integer> ports,
        Readiness readiness,
        Duration startTimeout,
        StopSignal stopSignal) {

    public Program {
        if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
            throw new IllegalArgumentException("not a program name: " + name);
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
    }

    /** A program that stops in order at {@code SIGTERM}. */
    public Program(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            List<Integer> ports,
            Readiness readiness,
            Duration startTimeout) {
        this(
                name,
                command,
                environment,
                directory,
                log,
                ports,
                readiness,
                startTimeout,
                StopSignal.TERM);
    }

    /**
     * The same program, run only when nobody else wants the processor, and so with ten times the time to become ready. On
     * Linux a niceness counts within one session only, and each program is started in a session of its own: so the session's
     * own niceness is set, too.
     */
    public Program atLowPriority() {
        String polite = "echo 19 2>/dev/null >/proc/self/autogroup; exec nice -n 19 \"$@\"";
        List<String> politely = Stream.concat(Stream.of("sh", "-c", polite, "sh"), command.stream()).toList();
        return new Program(name, politely, environment, directory, log, ports, readiness,
                startTimeout.multipliedBy(10), stopSignal);
    }
}
