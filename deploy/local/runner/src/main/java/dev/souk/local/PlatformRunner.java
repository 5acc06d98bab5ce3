package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.Running;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Starts and stops the engines and services of a platform, which outlive this JVM. Only one at a time should start or stop
 * something of the same home.
 */
public final class PlatformRunner {

    static final Duration GRACE = Duration.ofSeconds(45);

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final PlatformSecrets secrets;
    private final ProcessTable table;
    private final EngineSettings engineSettings;
    private final ServicePrograms programs;
    private final BackgroundTraining training;
    private final UnaryOperator<Program> adjustment;

    public PlatformRunner(Platform platform) {
        this(platform, UnaryOperator.identity());
    }

    /** @param adjustment how to start each program otherwise than usual: to put something between two of them, for example */
    public PlatformRunner(Platform platform, UnaryOperator<Program> adjustment) {
        this.adjustment = adjustment;
        this.home = platform.home();
        this.ports = platform.ports();
        this.secrets = platform.secrets();
        this.table = platform.table();
        this.programs = new ServicePrograms(home, ports, secrets);
        this.training = new BackgroundTraining(home, table, programs);
        this.engineSettings = new EngineSettings(
                home.root(),
                home.data(),
                home.logs(),
                ports.engines(),
                secrets.engines(),
                true,
                JvmTuning.laptop().withAotCaches(home.engineCaches()));
    }

    /**
     * Starts everything that does not run, and again every instance that runs from an earlier build; returns when all of it is ready.
     *
     * @throws UserError before anything is started, when ports, memory or disk are missing
     * @throws StartupFailed when something did not become ready; what did keeps running
     */
    public void start(StartupListener listener) {
        try (LockFile _ = lock()) {
            startLocked(listener);
        }
    }

    private LockFile lock() {
        return LockFile.take(home.run().resolve("lock"),
                "Another souk starts or stops this platform just now: wait until it is done");
    }

    private void startLocked(StartupListener listener) {
        long begin = System.nanoTime();
        new Preflight(home, ports, table).run();
        training.stop();
        boolean cold = table.all().isEmpty();
        PropertyFiles.write(home.portsInUse(), ports.toProperties());
        NacosConfig config = new NacosConfig(home, ports.engines(), secrets.engines().nacosPassword());
        new Startup(table, engineSettings, programs, config, adjustment, listener).run();
        if (cold) {
            new LastStart(home).record(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Trains caches for what has none, in the background, for the next start; returns at once. */
    public void trainInBackground() {
        training.start();
    }

    /** Interrupts a training that is going on: even at the lowest priority it halves what two cores can do beside it. */
    public <T> T withoutTraining(Supplier<T> work) {
        boolean interrupted = training.isGoingOn();
        training.stop();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                training.start();
            }
        }
    }

    /** Makes the archives of classes that the services have not yet; takes about half a minute. */
    public void train() {
        programs.makeArchives();
    }

    /**
     * Stops everything in order: the edge, the services, the engines; nothing is left running.
     *
     * @param stopped is told the name of each program that has ended
     */
    public void stop(Consumer<String> stopped) {
        try (LockFile _ = lock()) {
            stopLocked(stopped);
        }
    }

    /**
     * As {@link #stop(Consumer)}, but what makes the next start faster is completed.
     *
     * @param waiting is run when that has to be waited for
     * @param patience how long, at most
     */
    public void stopWhenTrained(Consumer<String> stopped, Runnable waiting, Duration patience) {
        try (LockFile _ = lock()) {
            stopPrograms(stopped);
            training.finish(waiting, patience);
        }
    }

    private void stopLocked(Consumer<String> stopped) {
        training.stop();
        stopPrograms(stopped);
    }

    private void stopPrograms(Consumer<String> stopped) {
        table.all().stream()
                .map(Running::name)
                .filter(name -> !BackgroundTraining.PROGRAMS.contains(name))
                .collect(Collectors.groupingBy(PlatformRunner::turn, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(names -> stopAll(names, stopped));
        FileTree.delete(home.portsInUse());
    }

    /** First what lets work in, then what does it, then what keeps its results. */
    private static int turn(String program) {
        if (program.equals(Service.GATEWAY.id()) || program.equals(ServicePrograms.TRIGGER)) {
            return 1;
        }
        return Engine.named(program).isPresent() ? 3 : 2;
    }

    private void stopAll(List<String> names, Consumer<String> stopped) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String name : names) {
                threads.execute(() -> {
                    table.stop(name, GRACE);
                    stopped.accept(name);
                });
            }
        }
    }

    /** Stops everything and forgets all data; secrets, ports and logs stay. */
    public void reset(Consumer<String> stopped) {
        try (LockFile _ = lock()) {
            stopLocked(stopped);
            FileTree.delete(home.data());
        }
    }

    /**
     * Stops the named service (all its instances, one after the other), instance or engine in order and starts it again.
     *
     * @throws UserError when the platform has no program of this name
     */
    public void restart(String name) {
        try (LockFile _ = lock()) {
            for (String program : Service.named(name).map(this::instances).orElse(List.of(name))) {
                stop(program);
                start(program);
            }
        }
    }

    private List<String> instances(Service service) {
        return ServiceInstance.toRun(service, table).stream().map(ServiceInstance::name).toList();
    }

    /**
     * Stops one program in order.
     *
     * @throws UserError when the platform has no program of this name
     */
    public void stop(String program) {
        requireKnown(program);
        table.stop(program, GRACE);
    }

    public boolean runs(String program) {
        return table.find(program).isPresent();
    }

    /** Of a program that this JVM has started and that has ended; 128 and the signal if it was killed. */
    public OptionalInt exitStatus(String program) {
        return table.exitStatus(program);
    }

    /** As {@code kill -9} of all its processes: the program has no chance to finish anything. */
    public void kill(String program) {
        table.kill(program);
    }

    /** The program stands still, with all its processes and connections, until it is resumed. */
    public void pause(String program) {
        table.freeze(program);
    }

    public boolean isPaused(String program) {
        return table.isFrozen(program);
    }

    /** Does nothing to a program that goes on anyway. */
    public void resume(String program) {
        table.thaw(program);
    }

    /**
     * Starts one program, unless it runs, and waits until it is ready.
     *
     * @throws UserError when the platform has no program of this name
     */
    public void start(String name) {
        Program program = program(name);
        table.start(program);
        table.awaitReady(program);
        Engine.named(name).ifPresent(engine -> engine.afterReady(engineSettings));
    }

    /** Starts or stops further instances, on free ports, until so many run. */
    public void scale(Service service, int instances) {
        try (LockFile _ = lock()) {
            for (Running running : ServiceInstance.running(service, table)) {
                if (ServiceInstance.named(running.name()).orElseThrow().number() > instances) {
                    stop(running.name());
                }
            }
            for (int number = 1; number <= instances; number++) {
                start(new ServiceInstance(service, number).name());
            }
        }
    }

    /** Of every engine and service, as status shows them. */
    public static List<String> programNames() {
        return Startup.names();
    }

    private Program program(String name) {
        requireKnown(name);
        return adjustment.apply(Engine.named(name)
                .map(engine -> engine.prepare(engineSettings))
                .orElseGet(() -> ServiceInstance.named(name)
                        .map(instance -> programs.instance(instance, table))
                        .orElseGet(programs::trigger)));
    }

    private static void requireKnown(String name) {
        if (Engine.named(name).isEmpty()
                && ServiceInstance.named(name).isEmpty()
                && !name.equals(ServicePrograms.TRIGGER)) {
            throw new UserError("There is no %s. Names: %s".formatted(name, String.join(", ", Startup.names())));
        }
    }
}
