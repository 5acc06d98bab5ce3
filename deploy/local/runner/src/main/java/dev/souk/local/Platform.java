package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Running;
import dev.souk.local.PlatformStatus.ProgramStatus;
import dev.souk.local.api.SoukApi;
import dev.souk.local.jobs.JobTriggerClient;
import java.net.URI;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The platform of one home as it is: what runs of it, where it is reached, and clients that call it. Several JVMs may look at
 * the same home; a {@link PlatformRunner} starts and stops it.
 */
public final class Platform {

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final PlatformSecrets secrets;
    private final ProcessTable table;

    private Platform(PlatformHome home, PlatformPorts ports) {
        this.home = home;
        this.ports = ports;
        this.secrets = new SecretStore(home).load();
        this.table = new ProcessTable(home.run());
    }

    /** On the ports on which it runs now, else on those that this home wants, else on the default ones. */
    public static Platform open(PlatformHome home) {
        return open(home, Map.of());
    }

    /**
     * @param overrides ports by name
     * @throws UserError when the platform runs on others
     */
    public static Platform open(PlatformHome home, Map<String, Integer> overrides) {
        PlatformPorts wanted = portsInUse(home).orElseGet(() -> wantedPorts(home)).with(overrides);
        if (portsInUse(home).filter(inUse -> !inUse.equals(wanted)).isPresent()) {
            throw new UserError("Souk runs on other ports already: ./souk down, then ./souk up with the new ones");
        }
        return new Platform(home, wanted);
    }

    /** On ports that nobody uses, unless it runs already: for tests, or a second platform. */
    public static Platform onFreePorts(PlatformHome home) {
        return new Platform(home, portsInUse(home).orElseGet(PlatformPorts::free));
    }

    /** Asks every program, which takes a moment. */
    public PlatformStatus status() {
        Inspection inspection = new Inspection(table, ports);
        List<ProgramStatus> services = inspection.services();
        List<ProgramStatus> engines = inspection.engines();
        return PlatformStatus.of(services, engines, new LastStart(home).seconds(), addresses());
    }

    /** Whether anything of this platform runs. */
    public boolean isRunning() {
        return !table.all().isEmpty();
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
        return ServiceInstance.running(service, table).stream()
                .map(running -> URI.create("http://127.0.0.1:" + running.ports().getFirst()))
                .toList();
    }

    /**
     * Of the first instance.
     *
     * @throws UserError when it does not run
     */
    public long pid(Service service) {
        return table.find(service.id()).map(Running::pid)
                .orElseThrow(() -> new UserError(service.id() + " does not run: ./souk up"));
    }

    /** Where this engine listens for its clients, on the loopback address. */
    public int port(Engine engine) {
        return switch (engine) {
            case NACOS -> ports.engines().nacos();
            case POSTGRES -> ports.engines().postgres();
            case REDIS -> ports.engines().redis();
            case KAFKA -> ports.engines().kafka();
            case ELASTICSEARCH -> ports.engines().elasticsearch();
            case S3 -> ports.engines().s3();
            case MAIL -> ports.engines().smtp();
        };
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

    /** What a person may want to look at, by name. */
    public SequencedMap<String, String> addresses() {
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

    public PlatformHome home() {
        return home;
    }

    PlatformPorts ports() {
        return ports;
    }

    PlatformSecrets secrets() {
        return secrets;
    }

    ProcessTable table() {
        return table;
    }

    /** What a machine that lost its power has left of them counts no more. */
    private static Optional<PlatformPorts> portsInUse(PlatformHome home) {
        return Files.exists(home.portsInUse()) && !new ProcessTable(home.run()).all().isEmpty()
                ? Optional.of(PlatformPorts.from(PropertyFiles.readIfExists(home.portsInUse())))
                : Optional.empty();
    }

    private static PlatformPorts wantedPorts(PlatformHome home) {
        return PlatformPorts.from(PropertyFiles.readIfExists(home.wantedPorts()));
    }
}
