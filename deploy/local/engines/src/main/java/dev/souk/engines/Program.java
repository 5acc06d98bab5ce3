package dev.souk.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
}
