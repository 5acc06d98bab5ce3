package dev.souk.local.chaos;

import dev.souk.engines.Engine;
import dev.souk.engines.Program;
import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.UserError;
import dev.souk.saboteur.Saboteur;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/**
 * Starts the programs of a platform so that they can be hurt: between services and engines stand proxies, and clocks can be
 * off. To be given to the platform's {@link dev.souk.local.PlatformRunner}; the proxies live as long as this JVM.
 */
public final class Wiring implements UnaryOperator<Program>, AutoCloseable {

    private static final String POSTGRES = Engine.POSTGRES.programName();
    private static final String REDIS = Engine.REDIS.programName();
    private static final String KAFKA = Engine.KAFKA.programName();

    private static final Map<String, String> ADDRESSES = Map.of(
            POSTGRES, "SOUK_DB_URL", REDIS, "SOUK_REDIS_ADDRESS", KAFKA, "SOUK_KAFKA_BOOTSTRAP");

    /** One to PostgreSQL and Redis for each service that uses them, one to Kafka for all: it tells its clients where it is. */
    static final List<String> LINKS = Stream.of(Stream.of(KAFKA, KAFKA, KAFKA), to(Engine.POSTGRES), to(Engine.REDIS))
            .flatMap(links -> links)
            .toList();

    private final Map<String, Integer> ports;
    private final Map<String, FaultProxy> proxies = new LinkedHashMap<>();
    private final Map<String, Duration> clockOffsets = new ConcurrentHashMap<>();

    public Wiring(Platform platform) {
        ports = Map.of(
                POSTGRES, platform.port(Engine.POSTGRES),
                REDIS, platform.port(Engine.REDIS),
                KAFKA, platform.port(Engine.KAFKA));
        LINKS.stream().distinct().forEach(link -> proxies.put(link, new FaultProxy(port(link))));
    }

    /** @param program as it is usually started */
    @Override
    public Program apply(Program program) {
        if (program.name().equals(KAFKA)) {
            return toldWhereItIs(program);
        }
        return Service.named(program.name()).isPresent() ? behindProxies(program) : program;
    }

    /** Clients that have asked for its address would go past the proxy otherwise. */
    private Program toldWhereItIs(Program kafka) {
        List<String> command = new ArrayList<>(kafka.command());
        command.add("--override");
        command.add("advertised.listeners=PLAINTEXT://" + kafkaAddress());
        return changed(kafka, command, kafka.environment());
    }

    private Program behindProxies(Program service) {
        Map<String, String> environment = new HashMap<>(service.environment());
        ADDRESSES.forEach((engine, variable) -> environment.computeIfPresent(variable,
                (_, address) -> address.replace(":" + ports.get(engine), ":" + proxy(engine, service.name()).port())));
        // A minute between two tries would outlast the time in which every order has to end, and the last one calls for a person.
        environment.put("SOUK_PAYMENTS_RETRIES_FIRSTPAUSE", "2s");
        environment.put("SOUK_PAYMENTS_RETRIES_LONGESTPAUSE", "4s");
        environment.put("SOUK_PAYMENTS_RETRIES_TRIES", "100");
        environment.put("SOUK_MAIL_LONGESTPAUSE", "4s");
        // Shorter than a pause, which the relay's own lease of 15 s is anyway.
        environment.put("SOUK_PAYMENTS_WORKER_LEASE", "5s");
        environment.put("SOUK_MAIL_LEASE", "10s");
        return changed(service, withItsClock(service), environment);
    }

    private List<String> withItsClock(Program service) {
        List<String> command = new ArrayList<>(service.command());
        Duration offset = clockOffsets.get(service.name());
        if (offset != null) {
            command.add(1, Saboteur.clockOff(offset));
        }
        return command;
    }

    private static Program changed(Program program, List<String> command, Map<String, String> environment) {
        return new Program(program.name(), command, environment, program.directory(), program.log(), program.ports(),
                program.readiness(), program.startTimeout(), program.stopSignal());
    }

    /** @throws UserError when Kafka tells its clients another address: what is done to the link would be felt by nobody */
    void requireKafkaBehindItsProxy() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafkaAddress()))) {
            Collection<Node> brokers = admin.describeCluster().nodes().get();
            if (brokers.stream().anyMatch(broker -> broker.port() != proxy(KAFKA).port())) {
                throw new UserError("Kafka tells its clients to come to " + brokers
                        + " and not to the proxy: it is of an older build, so run mvn -DskipTests package");
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say where it is", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    String kafkaAddress() {
        return "127.0.0.1:" + proxy(KAFKA).port();
    }

    FaultProxy proxy(String link) {
        FaultProxy proxy = proxies.get(link);
        if (proxy == null) {
            throw new IllegalArgumentException("There is no link named " + link);
        }
        return proxy;
    }

    private FaultProxy proxy(String engine, String service) {
        return proxy(engine.equals(KAFKA) ? KAFKA : engine + "/" + service);
    }

    void clearLinks() {
        proxies.values().forEach(proxy -> proxy.set(FaultProxy.Condition.CLEAR));
    }

    /** Holds for the next starts of this service. */
    void setClockOff(String service, Duration offset) {
        clockOffsets.put(service, offset);
    }

    void setClockRight(String service) {
        clockOffsets.remove(service);
    }

    @Override
    public void close() {
        proxies.values().forEach(FaultProxy::close);
    }

    /** Of the engine at the other end. */
    private int port(String link) {
        return Objects.requireNonNull(ports.get(link.split("/", 2)[0]), link);
    }

    private static Stream<String> to(Engine engine) {
        return Arrays.stream(Service.values()).filter(service -> service.needs(engine))
                .map(service -> engine.programName() + "/" + service.id());
    }
}
