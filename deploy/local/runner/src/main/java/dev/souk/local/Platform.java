package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.EngineTraining;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.Readiness;
import dev.souk.engines.Running;
import dev.souk.local.api.SoukApi;
import dev.souk.local.jobs.JobTriggerClient;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform of one home: starts, looks at and stops its engines and services, which outlive this JVM. Several JVMs
 * may look at the same home, but only one at a time should start or stop something.
 */
public final class Platform {

    private static final Duration GRACE = Duration.ofSeconds(45);
    private static final String READY_IN_SECONDS = "readyInSeconds";

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final PlatformSecrets secrets;
    private final ProcessTable table;
    private final EngineSettings engineSettings;
    private final ServicePrograms programs;

    private Platform(PlatformHome home, PlatformPorts ports) {
        this.home = home;
        this.ports = ports;
        this.secrets = new SecretStore(home).load();
        this.table = new ProcessTable(home.run());
        this.programs = new ServicePrograms(home, ports, secrets);
        this.engineSettings = new EngineSettings(
                home.root(),
                home.data(),
                home.logs(),
                ports.engines(),
                secrets.engines(),
                true,
                JvmTuning.laptop().withAotCaches(home.engineCaches()));
    }

    /** On the ports on which it runs now, else on those that this home wants, else on the default ones. */
    public static Platform open(PlatformHome home) {
        return open(home, Map.of());
    }

    /**
     * @param overrides ports by name; ignored while the platform runs
     */
    public static Platform open(PlatformHome home, Map<String, Integer> overrides) {
        return new Platform(home, portsInUse(home).orElseGet(() -> wantedPorts(home).with(overrides)));
    }

    /** On ports that nobody uses, unless it runs already: for tests, or a second platform. */
    public static Platform onFreePorts(PlatformHome home) {
        return new Platform(home, portsInUse(home).orElseGet(PlatformPorts::free));
    }

    /**
     * Starts everything that does not run, and returns when all of it is ready.
     *
     * @throws UserError before anything is started, when ports, memory or disk are missing
     * @throws StartupFailed when something did not become ready; what did keeps running
     */
    public void start(StartupListener listener) {
        try (PlatformLock _ = PlatformLock.take(home)) {
            startLocked(listener);
        }
    }

    private void startLocked(StartupListener listener) {
        long begin = System.nanoTime();
        new Preflight(home, ports, table).run();
        stopTraining();
        boolean cold = table.all().isEmpty();
        PropertyFiles.write(home.portsInUse(), ports.toProperties());
        NacosConfig config = new NacosConfig(home, ports.engines(), secrets.engines().nacosPassword());
        new Startup(table, engineSettings, programs, config, listener).run();
        if (cold) {
            recordStart(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Trains caches for what has none, in the background, for the next start; returns at once. */
    public void trainInBackground() {
        table.start(EngineTraining.program(home.root(), home.engineCaches(), home.logs()));
        if (Arrays.stream(Service.values()).anyMatch(service -> !programs.unpacked(service).isTrained())) {
            table.start(programs.trainer());
        }
    }

    /** Trains caches for the services that have none; takes a minute or two. */
    public void train() {
        new AotTraining(home, programs).trainWhatIsNot();
    }

    /**
     * Stops everything in order: the edge, the services, the engines; nothing is left running.
     *
     * @param stopped is told the name of each program that has ended
     */
    public void stop(Consumer<String> stopped) {
        try (PlatformLock _ = PlatformLock.take(home)) {
            stopLocked(stopped);
        }
    }

    private void stopLocked(Consumer<String> stopped) {
        stopTraining();
        table.all().stream()
                .map(Running::name)
                .collect(Collectors.groupingBy(Platform::turn, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(names -> stopAll(names, stopped));
        FileTree.delete(home.portsInUse());
    }

    /** First what lets work in, then what does it, then what keeps its results. */
    private static int turn(String program) {
        if (program.equals(Service.GATEWAY.id()) || program.equals(ServicePrograms.TRIGGER)) {
            return 1;
        }
        return engine(program).isPresent() ? 3 : 2;
    }

    /** Stops everything and forgets all data; secrets, ports and logs stay. */
    public void reset(Consumer<String> stopped) {
        stop(stopped);
        FileTree.delete(home.data());
    }

    public PlatformStatus status() {
        List<PlatformStatus.ProgramStatus> engines = new ArrayList<>();
        for (Engine engine : Engine.values()) {
            engines.add(statusOf(engine.programName(), enginePort(engine), Readiness.tcp(enginePort(engine))));
        }
        List<PlatformStatus.ProgramStatus> services = new ArrayList<>();
        for (Service service : Service.values()) {
            InstancePorts first = InstancePorts.first(service, ports);
            services.add(statusOf(service.id(), first.server(), ServicePrograms.readiness(first.management())));
            furtherInstances(service).stream().map(this::statusOf).forEach(services::add);
        }
        services.add(statusOf(ServicePrograms.TRIGGER, ports.trigger(), Readiness.tcp(ports.trigger())));
        long resident = Arrays.asList(engines, services).stream()
                .flatMap(List::stream)
                .mapToLong(PlatformStatus.ProgramStatus::residentMiB)
                .sum();
        boolean ready = Arrays.asList(engines, services).stream()
                .flatMap(List::stream)
                .allMatch(program -> program.state() == PlatformStatus.State.READY);
        return new PlatformStatus(ready, lastStartSeconds(), resident, services, engines, addresses());
    }

    /** Whether anything of this platform runs. */
    public boolean isRunning() {
        return !table.all().isEmpty();
    }

    /** Stops the named service (all its instances, one after the other) or engine in order and starts it again. */
    public void restart(String name) {
        Optional<Service> service = Service.named(name);
        if (service.isEmpty()) {
            stop(name);
            start(name);
            return;
        }
        List<String> instances = new ArrayList<>(List.of(service.get().id()));
        furtherInstances(service.get()).stream().map(Running::name).forEach(instances::add);
        for (String instance : instances) {
            stop(instance);
            start(instance);
        }
    }

    /** Stops one program in order. */
    public void stop(String program) {
        requireKnown(program);
        table.stop(program, GRACE);
    }

    /** As {@code kill -9}: the program has no chance to finish anything. */
    public void kill(String program) {
        table.find(program).map(Running::pid).flatMap(ProcessHandle::of).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Starts one program, unless it runs, and waits until it is ready. */
    public void start(String name) {
        Program program = program(name);
        table.start(program);
        table.awaitReady(program);
        engine(name).ifPresent(engine -> engine.afterReady(engineSettings));
    }

    /** Starts or stops further instances, on free ports, until so many run. */
    public void scale(Service service, int instances) {
        for (Running further : furtherInstances(service)) {
            if (number(service, further.name()) > instances) {
                stop(further.name());
            }
        }
        for (int number = 1; number <= instances; number++) {
            start(ServicePrograms.name(service, number));
        }
    }

    /** The API at the edge, called by nobody in particular. */
    public SoukApi api() {
        return SoukApi.at(edge());
    }

    /** The API at the edge, called by the demonstration operator. */
    public SoukApi operator() {
        return demoUser("operator@souk.test");
    }

    /** The API at the edge, called by the demonstration administrator. */
    public SoukApi admin() {
        return demoUser("admin@souk.test");
    }

    private SoukApi demoUser(String email) {
        return api().logIn(email, Objects.requireNonNull(secrets.demoPasswords().get(email)));
    }

    /** What the whole platform is reached at. */
    public URI edge() {
        return URI.create("http://localhost:" + ports.edge());
    }

    /** Of each instance that runs, past the edge. */
    public List<URI> instances(Service service) {
        return table.all().stream()
                .filter(running -> isInstance(service, running.name()))
                .map(running -> URI.create("http://127.0.0.1:" + running.ports().getFirst()))
                .toList();
    }

    /** The REST interface of the mail sink. */
    public URI mail() {
        return URI.create("http://127.0.0.1:" + ports.engines().mailApi());
    }

    /** Runs jobs at once, besides their schedule. */
    public JobTriggerClient jobs() {
        return new JobTriggerClient(URI.create("http://127.0.0.1:" + ports.trigger()), secrets.jobToken());
    }

    public DatabaseAddress database(Service service) {
        String name = service.database()
                .orElseThrow(() -> new IllegalArgumentException(service.id() + " has no database"));
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.engines().postgres(), name),
                name,
                secrets.engines().databasePasswords().getOrDefault(name, ""));
    }

    public PlatformHome home() {
        return home;
    }

    public PlatformPorts ports() {
        return ports;
    }

    public PlatformSecrets secrets() {
        return secrets;
    }

    /** At once: a training that is cut off has only drafts, and asked to stop it would first finish a cache. */
    private void stopTraining() {
        table.stop(ServicePrograms.TRAINER, Duration.ZERO);
        table.stop(ServicePrograms.ENGINE_TRAINER, Duration.ZERO);
        EngineTraining.sweepUp(home.root(), home.engineCaches());
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

    private Program program(String name) {
        Optional<Engine> engine = engine(name);
        if (engine.isPresent()) {
            return engine.get().prepare(engineSettings);
        }
        if (name.equals(ServicePrograms.TRIGGER)) {
            return programs.trigger();
        }
        Service service = requireKnown(name);
        int number = number(service, name);
        return number == 1
                ? programs.first(service)
                : programs.instance(service, number, table.find(name)
                        .map(running -> InstancePorts.of(running.ports()))
                        .orElseGet(() -> InstancePorts.further(service)));
    }

    private static Optional<Engine> engine(String name) {
        return Arrays.stream(Engine.values()).filter(engine -> engine.programName().equals(name)).findFirst();
    }

    /** The service of which this is an instance; for an engine or the trigger any service, because those are known too. */
    private static Service requireKnown(String name) {
        for (Service service : Service.values()) {
            if (isInstance(service, name)) {
                return service;
            }
        }
        if (engine(name).isPresent() || name.equals(ServicePrograms.TRIGGER)) {
            return Service.USER;
        }
        throw new UserError("There is no %s. Names: %s".formatted(name, String.join(", ", Startup.names())));
    }

    private static boolean isInstance(Service service, String name) {
        return name.equals(service.id()) || name.matches(service.id() + "-\\d+");
    }

    private static int number(Service service, String name) {
        return name.equals(service.id()) ? 1 : Integer.parseInt(name.substring(service.id().length() + 1));
    }

    private List<Running> furtherInstances(Service service) {
        return table.all().stream()
                .filter(running -> isInstance(service, running.name()) && !running.name().equals(service.id()))
                .toList();
    }

    private PlatformStatus.ProgramStatus statusOf(Running instance) {
        InstancePorts at = InstancePorts.of(instance.ports());
        return statusOf(instance.name(), at.server(), ServicePrograms.readiness(at.management()));
    }

    private PlatformStatus.ProgramStatus statusOf(String name, int port, Readiness readiness) {
        Optional<Running> running = table.find(name);
        if (running.isEmpty()) {
            return new PlatformStatus.ProgramStatus(name, PlatformStatus.State.STOPPED, port, null, 0);
        }
        return new PlatformStatus.ProgramStatus(
                name,
                readiness.isReady() ? PlatformStatus.State.READY : PlatformStatus.State.STARTING,
                port,
                running.get().pid(),
                running.get().residentKiB() / 1_024);
    }

    private int enginePort(Engine engine) {
        return switch (engine) {
            case NACOS -> ports.engines().nacos();
            case POSTGRES -> ports.engines().postgres();
            case REDIS -> ports.engines().redis();
            case KAFKA -> ports.engines().kafka();
            case ELASTICSEARCH -> ports.engines().elasticsearch();
            case S3 -> ports.engines().s3();
            case MAIL -> ports.engines().mailApi();
        };
    }

    private SequencedMap<String, String> addresses() {
        SequencedMap<String, String> addresses = new LinkedHashMap<>();
        addresses.put("api", edge() + "/api/v1");
        addresses.put("reference", edge() + "/docs");
        addresses.put("nacos", "http://localhost:" + ports.engines().nacosConsole());
        addresses.put("mail", mail().toString());
        addresses.put("s3", "http://localhost:" + ports.engines().s3());
        addresses.put("elasticsearch", "http://localhost:" + ports.engines().elasticsearch());
        addresses.put("kafka", "localhost:" + ports.engines().kafka());
        addresses.put("postgres", "localhost:" + ports.engines().postgres());
        addresses.put("redis", "localhost:" + ports.engines().redis());
        return addresses;
    }

    private void recordStart(Duration took) {
        Properties properties = new Properties();
        properties.setProperty(READY_IN_SECONDS, String.format(Locale.ROOT, "%.1f", took.toMillis() / 1_000.0));
        PropertyFiles.write(home.lastStart(), properties);
    }

    private @Nullable Double lastStartSeconds() {
        String seconds = PropertyFiles.readIfExists(home.lastStart()).getProperty(READY_IN_SECONDS);
        return seconds == null ? null : Double.valueOf(seconds);
    }

    private static Optional<PlatformPorts> portsInUse(PlatformHome home) {
        return Files.exists(home.portsInUse())
                ? Optional.of(PlatformPorts.from(PropertyFiles.readIfExists(home.portsInUse())))
                : Optional.empty();
    }

    private static PlatformPorts wantedPorts(PlatformHome home) {
        return PlatformPorts.from(PropertyFiles.readIfExists(home.wantedPorts()));
    }
}
