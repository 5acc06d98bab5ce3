package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One start of the platform: all engines at once, then the services, each as soon as the engines that it needs are ready,
 * but only a few at a time.
 */
final class Startup {

    private final ProcessTable table;
    private final EngineSettings engineSettings;
    private final ServicePrograms programs;
    private final NacosConfig config;
    private final UnaryOperator<Program> adjustment;
    private final StartupListener listener;

    /** More at once than there are cores to start them makes every one slower and the whole no faster. */
    private final Semaphore places = new Semaphore(placesFor(Runtime.getRuntime().availableProcessors()));

    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    Startup(ProcessTable table, EngineSettings engineSettings, ServicePrograms programs, NacosConfig config,
            UnaryOperator<Program> adjustment, StartupListener listener) {
        this.table = table;
        this.engineSettings = engineSettings;
        this.programs = programs;
        this.config = config;
        this.adjustment = adjustment;
        this.listener = listener;
    }

    /** @throws StartupFailed when something did not become ready; what did keeps running */
    void run() {
        listener.planned(names());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Engine, CompletableFuture<Void>> engines = startEngines(threads);
            threads.execute(() -> attempt(ServicePrograms.TRIGGER, programs::trigger));
            for (Service service : Service.values()) {
                startWhenPossible(service, engines, threads);
            }
        }
        if (!failures.isEmpty()) {
            throw new StartupFailed(failures);
        }
    }

    static List<String> names() {
        return Stream.of(
                Arrays.stream(Engine.values()).map(Engine::programName),
                Stream.of(ServicePrograms.TRIGGER),
                Arrays.stream(Service.values()).map(Service::id))
                .flatMap(names -> names)
                .toList();
    }

    static int placesFor(int cores) {
        return Math.max(2, cores);
    }

    private Map<Engine, CompletableFuture<Void>> startEngines(ExecutorService threads) {
        Map<Engine, CompletableFuture<Void>> engines = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
            engines.put(engine, CompletableFuture.runAsync(() -> start(engine), threads));
        }
        return engines;
    }

    private void start(Engine engine) {
        boolean ready = attempt(engine.programName(), () -> engine.prepare(engineSettings), () -> {
            engine.afterReady(engineSettings);
            if (engine == Engine.NACOS) {
                config.publish();
            }
        });
        if (!ready) {
            throw new IllegalStateException(engine.programName());
        }
    }

    private void startWhenPossible(Service service, Map<Engine, CompletableFuture<Void>> engines,
            ExecutorService threads) {
        try {
            CompletableFuture.allOf(needed(service, engines)).join();
        } catch (CompletionException _) {
            listener.failed(service.id(), "not started: an engine that it needs is not ready");
            return;
        }
        places.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                start(service);
            } finally {
                places.release();
            }
        });
    }

    /** One instance after the other: a build that does not start leaves the rest as they are. */
    void start(Service service) {
        for (ServiceInstance instance : ServiceInstance.toRun(service, table)) {
            if (!attempt(instance.name(), () -> programs.instance(instance, table))) {
                return;
            }
        }
    }

    private static CompletableFuture<?>[] needed(Service service, Map<Engine, CompletableFuture<Void>> engines) {
        return engines.entrySet().stream()
                .filter(engine -> service.needs(engine.getKey()))
                .map(Map.Entry::getValue)
                .toArray(CompletableFuture<?>[]::new);
    }

    /** False for a service of an earlier build. */
    static boolean isOf(Program program, Running running) {
        Optional<String> build = ServicePrograms.build(program.command().stream());
        return build.isEmpty() || ProcessHandle.of(running.pid())
                .flatMap(process -> process.info().arguments())
                .map(arguments -> ServicePrograms.build(Arrays.stream(arguments)).equals(build))
                .orElse(true);
    }

    private boolean attempt(String name, Supplier<Program> program) {
        return attempt(name, program, () -> {});
    }

    private boolean attempt(String name, Supplier<Program> program, Runnable afterReady) {
        long begin = System.nanoTime();
        boolean ranBefore;
        try {
            listener.starting(name);
            Program prepared = adjustment.apply(program.get());
            Optional<Running> running = table.find(name);
            ranBefore = running.filter(known -> isOf(prepared, known)).isPresent();
            if (running.isPresent() && !ranBefore) {
                table.stop(name, PlatformRunner.GRACE);
            }
            table.start(prepared);
            table.awaitReady(prepared);
            afterReady.run();
        } catch (RuntimeException e) {
            String reason = ReadableLog.of(Failures.describe(e));
            failures.add(reason.contains(name) ? reason : name + ": " + reason);
            listener.failed(name, reason.lines().findFirst().orElse(""));
            return false;
        }
        if (ranBefore) {
            listener.unchanged(name);
        } else {
            listener.ready(name, Duration.ofNanos(System.nanoTime() - begin));
        }
        return true;
    }
}
