package dev.souk.engines;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Starts programs detached from this JVM and finds them again by recorded process id and start: a recycled id is never
 * mistaken for the program. State is one small file for each program, {@code <name>.properties}; several JVMs may look at
 * the same directory, but only one at a time should start or stop a given program.
 */
public final class ProcessTable {

    private static final String SUFFIX = ".properties";
    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration PORT_GRACE = Duration.ofSeconds(3);
    private static final Duration KILL_GRACE = Duration.ofSeconds(10);

    private final Path runDirectory;

    /** Those that this JVM itself has started: only of them it learns the exit status. */
    private final Map<String, Process> started = new ConcurrentHashMap<>();

    public ProcessTable(Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    /**
     * Starts the program, or finds it when it runs already.
     *
     * @throws PortTaken before anything is started, when somebody else listens on one of the ports
     */
    public Running start(Program program) {
        return find(program.name()).orElseGet(() -> startNew(program));
    }

    /**
     * Waits until the program is ready, its timeout beginning now.
     *
     * @throws ProgramDied when it ended before
     * @throws ProgramNotReady when the timeout passed
     */
    public void awaitReady(Program program) {
        boolean decided = waitUntil(() -> !isAlive(program.name()) || program.readiness().isReady(),
                program.startTimeout());
        if (!isAlive(program.name())) {
            throw new ProgramDied(program, exitOf(program.name()));
        }
        if (!decided) {
            throw new ProgramNotReady(program);
        }
    }

    /** The program of this name, when it is alive. */
    public Optional<Running> find(String name) {
        return record(name).filter(ProcessRecord::isAlive).map(ProcessRecord::running);
    }

    /** All programs that are alive, in the order in which they were started. */
    public List<Running> all() {
        return records().stream().filter(ProcessRecord::isAlive).map(ProcessRecord::running).toList();
    }

    /**
     * Asks the program to stop, waits, and kills what is left of it and of the processes that it started, also of those that
     * it has started meanwhile. Does nothing when it does not run.
     *
     * @param grace from the request to the kill; zero is a kill of everything at once
     */
    public void stop(String name, Duration grace) {
        record(name).ifPresent(record -> stop(record, grace));
        started.remove(name);
        delete(file(name));
    }

    /** As {@code kill -9} of the program and of all that it has started; returns when they have ended. */
    public void kill(String name) {
        living(name).ifPresent(record -> killRest(record, Set.of()));
    }

    /** The program and all that it has started do nothing more until {@link #thaw}, and keep their connections. */
    public void freeze(String name) {
        living(name).ifPresent(record -> freezeAll(record, Set.of()));
    }

    /** Does nothing to a program that is not frozen. */
    public void thaw(String name) {
        living(name).ifPresent(record -> family(record, Set.of()).forEach(Survivor::thaw));
    }

    /** Whether the program itself stands still; false also where the system has no {@code /proc} to tell by. */
    public boolean isFrozen(String name) {
        return living(name).flatMap(record -> ProcStat.of(record.pid())).filter(ProcStat::isStopped).isPresent();
    }

    /** Of a program that this JVM has started and that has ended; 128 and the signal if it was killed. Empty for any other. */
    public OptionalInt exitStatus(String name) {
        Process process = started.get(name);
        return process == null || isAlive(name) ? OptionalInt.empty() : OptionalInt.of(Shell.waitFor(process));
    }

    private Optional<ProcessRecord> living(String name) {
        return record(name).filter(ProcessRecord::isAlive);
    }

    private Running startNew(Program program) {
        refuseTakenPorts(program);
        record(program.name()).ifPresent(stale -> stop(stale, Duration.ZERO));
        ProcessRecord record = launch(program);
        record.write(file(program.name()));
        return record.running();
    }

    private static void refuseTakenPorts(Program program) {
        for (int port : program.ports()) {
            if (!isFreeInAMoment(port)) {
                throw new PortTaken(program.name(), port, PortOwner.describe(port));
            }
        }
    }

    /**
     * The system closes the sockets of a killed process a little after it has forgotten whose they were; and a process that is
     * just being started elsewhere in this JVM holds all that was open at that moment, such as the port that is tried here.
     */
    private static boolean isFreeInAMoment(int port) {
        return waitUntil(() -> PortOwner.isFree(port), PORT_GRACE);
    }

    private ProcessRecord launch(Program program) {
        try {
            Process process = builder(program).start();
            started.put(program.name(), process);
            return new ProcessRecord(
                    program.name(),
                    process.pid(),
                    Birth.of(process.pid()).orElse(new Birth("ended at once")),
                    process.info().startInstant().orElseGet(Instant::now),
                    program.ports(),
                    program.stopSignal());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program.name(), e);
        }
    }

    private static ProcessBuilder builder(Program program) throws IOException {
        Files.createDirectories(program.log().getParent());
        Files.createDirectories(program.directory());
        File log = program.log().toFile();
        ProcessBuilder builder = new ProcessBuilder(Detached.wrap(program.command()))
                .directory(program.directory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(program.environment());
        return builder;
    }

    private static void stop(ProcessRecord record, Duration grace) {
        Set<Survivor> family = family(record, Set.of());
        if (record.isAlive()) {
            Signal.send(record.stopSignal(), record.pid());
        } else {
            family.forEach(Survivor::ask);
        }
        waitUntil(() -> noneAlive(family), grace);
        killRest(record, family);
    }

    /** A frozen process starts no other: once a look finds nobody new, all can be killed and none is left behind. */
    private static void killRest(ProcessRecord record, Set<Survivor> known) {
        Set<Survivor> frozen = freezeAll(record, known);
        frozen.forEach(Survivor::kill);
        waitUntil(() -> noneAlive(frozen), KILL_GRACE);
    }

    private static Set<Survivor> freezeAll(ProcessRecord record, Set<Survivor> known) {
        Set<Survivor> frozen = new LinkedHashSet<>();
        for (Set<Survivor> seen = family(record, known); frozen.addAll(seen); seen = family(record, frozen)) {
            seen.forEach(Survivor::freeze);
        }
        return frozen;
    }

    /**
     * Those of the program's processes that are alive: itself, its group, the known ones, and all that these have started.
     * The kernel gives no new process an id that is still the name of a group, so the group of a program that has ended is
     * found, too, unless its id is in use again.
     */
    private static Set<Survivor> family(ProcessRecord record, Set<Survivor> known) {
        Set<Survivor> family = new LinkedHashSet<>(known);
        if (record.isAlive()) {
            family.add(new Survivor(record.pid(), record.birth()));
        }
        if (record.isAlive() || Birth.of(record.pid()).isEmpty()) {
            ProcStat.all()
                    .filter(stat -> stat.processGroup() == record.pid())
                    .flatMap(stat -> Survivor.of(stat.pid()).stream())
                    .forEach(family::add);
        }
        family.removeIf(survivor -> !survivor.isAlive());
        for (Survivor survivor : List.copyOf(family)) {
            survivor.descendants().forEach(family::add);
        }
        return family;
    }

    private static boolean noneAlive(Set<Survivor> family) {
        return family.stream().noneMatch(Survivor::isAlive);
    }

    private boolean isAlive(String name) {
        return record(name).filter(ProcessRecord::isAlive).isPresent();
    }

    private String exitOf(String name) {
        OptionalInt status = exitStatus(name);
        return status.isEmpty() ? "exit status unknown" : "exit status " + status.getAsInt();
    }

    private static boolean waitUntil(BooleanSupplier condition, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || !pause()) {
                return false;
            }
        }
        return true;
    }

    /** False when this thread was interrupted: the caller then gives up as if its time had passed. */
    private static boolean pause() {
        try {
            Thread.sleep(POLL);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<ProcessRecord> record(String name) {
        return ProcessRecord.read(file(name));
    }

    private List<ProcessRecord> records() {
        try (Stream<Path> files = Files.list(runDirectory)) {
            return files
                    .filter(file -> file.toString().endsWith(SUFFIX))
                    .flatMap(file -> ProcessRecord.read(file).stream())
                    .sorted(Comparator.comparing(ProcessRecord::startedAt))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private Path file(String name) {
        return runDirectory.resolve(name + SUFFIX);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that a stop must not leave behind. */
    private record Survivor(long pid, Birth birth) {

        static Optional<Survivor> of(long pid) {
            return Birth.of(pid).map(birth -> new Survivor(pid, birth));
        }

        boolean isAlive() {
            return birth.isAlive(pid);
        }

        Stream<Survivor> descendants() {
            return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants)
                    .flatMap(child -> of(child.pid()).stream());
        }

        void ask() {
            Signal.send(StopSignal.TERM, pid);
        }

        void freeze() {
            Signal.freeze(pid);
        }

        void thaw() {
            Signal.thaw(pid);
        }

        void kill() {
            if (isAlive()) {
                Signal.send(StopSignal.KILL, pid);
            }
        }
    }
}
