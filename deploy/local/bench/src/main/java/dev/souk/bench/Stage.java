package dev.souk.bench;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSecrets;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Readiness;
import dev.souk.engines.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes of one measurement, on free ports of the loopback address and in a directory of their own. Closing it ends them
 * all and removes the directory; so does the end of this JVM, or, when that is killed, the next measurement.
 */
final class Stage implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path directory;
    private final ProcessTable processes;
    private final EngineSettings engines;
    private final Thread atTheEnd = new Thread(this::clear, "end-of-bench");

    private boolean closed;

    /**
     * With engines that force nothing to the disk.
     *
     * @param tuning of the engines that run on a JVM; with the caches for a quick start that fit it
     */
    Stage(ProjectRoot root, JvmTuning tuning) {
        this(root, tuning, false);
    }

    /** @param durable whether engines force what they acknowledge to the disk first */
    Stage(ProjectRoot root, JvmTuning tuning, boolean durable) {
        Path measurements = root.directory().resolve(".souk/bench");
        sweepUp(measurements);
        this.directory = measurements.resolve(Long.toString(ProcessHandle.current().pid()));
        this.processes = processesIn(directory);
        this.engines = new EngineSettings(root, directory.resolve("engines"), logs(), Ports.free(),
                EngineSecrets.random(new SecureRandom()), durable,
                tuning.withAotCaches(root.aotCaches()));
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** A directory bears the process id of its owner. */
    private static void sweepUp(Path measurements) {
        if (!Files.exists(measurements)) {
            return;
        }
        try (Stream<Path> directories = Files.list(measurements)) {
            directories.filter(left -> left.getFileName().toString().matches("\\d{1,18}"))
                    .filter(left -> ProcessHandle.of(Long.parseLong(left.getFileName().toString())).isEmpty())
                    .forEach(left -> clear(left, processesIn(left)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + measurements, unreadable);
        }
    }

    private static ProcessTable processesIn(Path directory) {
        return new ProcessTable(directory.resolve("run"));
    }

    EngineSettings engines() {
        return engines;
    }

    Path logs() {
        return directory.resolve("log");
    }

    Path log(String program) {
        return logs().resolve(program + ".log");
    }

    Path directoryOf(String program) {
        return directory.resolve(program);
    }

    void start(Engine engine) {
        Program program;
        synchronized (this) {
            requireOpen();
            program = engine.prepare(engines);
            processes.start(program);
        }
        processes.awaitReady(program);
        engine.afterReady(engines);
    }

    /** Returns when it listens on the port. */
    Running start(String name, List<String> command, Map<String, String> environment, int port) {
        Program program = new Program(name, command, environment, directoryOf(name), log(name),
                List.of(port), Readiness.tcp(port), START);
        Running running;
        synchronized (this) {
            requireOpen();
            running = processes.start(program);
        }
        processes.awaitReady(program);
        return running;
    }

    /** All that runs, in the order in which it was started. */
    List<Running> running() {
        return processes.all();
    }

    /** Ends one before the others; nothing happens when there is none. */
    void stop(String name) {
        processes.stop(name, GRACE);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException _) {
            // this JVM ends and runs its hooks already
        }
    }

    /** Called under the lock that a start holds until its process is known: nobody starts what nobody would end. */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the measurement has ended: nothing more is started");
        }
    }

    private synchronized void clear() {
        closed = true;
        clear(directory, processes);
    }

    private static void clear(Path directory, ProcessTable processes) {
        List<Running> latestFirst = new ArrayList<>(processes.all()).reversed();
        latestFirst.forEach(running -> processes.stop(running.name(), GRACE));
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("cannot remove " + directory, left);
        }
    }
}
