package dev.souk.bench;

import dev.souk.bench.Load.Outcome;
import dev.souk.bench.Series.Round;
import dev.souk.engines.Engine;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the CPU time that the gateway takes for a routed and authenticated request, beside a bare Reactor Netty proxy and
 * nginx: the same answer of the same service behind, the same load, in turn. The gateway is the real one with its local
 * settings, with real tokens, and with Nacos and Redis of this measurement's own.
 */
public final class GatewayBench {

    static final String GATEWAY = "gateway-service";
    static final String BARE = "bare Reactor Netty";
    static final String NGINX = "nginx";

    /** As {@code ./souk up} starts services, but with C2: this is about throughput. */
    static final List<String> JVM_FLAGS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m",
            "-Xss512k", "--enable-native-access=ALL-UNNAMED");
    static final int SHOPPERS = 100;

    private static final String ISSUER = "https://souk.local";
    private static final String SERVICE_BEHIND = "order-service";
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);
    private static final int WARM_UP_WINDOW = 10_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(2);
    private static final int FIRST_ANSWERS = 60;

    /** Of the service behind, for each part of a page: what is cached, a read by id, a read of some tables, a search. */
    private static final List<Duration> THINKING = List.of(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(20),
            Duration.ofMillis(50));

    private final ProjectRoot root;
    private final Settings settings;
    private final Consumer<String> progress;
    private final int behind = Stage.freePort();
    private final Callers shoppers = new Callers(SHOPPERS, "SHOPPER", ISSUER, Clock.systemUTC());

    /**
     * @param rounds of each proxy
     * @param requests of each round
     * @param connections that the client keeps, each with one request at a time
     */
    public record Settings(int rounds, int requests, int connections) {

        public Settings {
            if (rounds < 1 || rounds > 100 || requests < 1_000 || requests > 1_000_000 || connections < 1
                    || connections > 1_000) {
                throw new IllegalArgumentException(
                        "a bench has 1 to 100 rounds of 1,000 to 1,000,000 requests over 1 to 1,000 connections");
            }
        }
    }

    /** @param progress is told what is done at the moment, for people */
    public GatewayBench(ProjectRoot root, Settings settings, Consumer<String> progress) {
        this.root = root;
        this.settings = settings;
        this.progress = progress;
    }

    /** Takes some minutes; all that it has started has ended when it returns or throws. */
    public GatewayReport run() {
        Path jar = ServiceJar.of(root, GATEWAY);
        try (Stage stage = new Stage(root, JvmTuning.laptop())) {
            progress.accept("starting Nacos, Redis, the gateway and what it is compared with");
            List<Contender> contenders = start(stage, jar);
            contenders.forEach(this::awaitGoodAnswer);
            List<WarmUp> warmUps = contenders.stream().map(this::warmUp).toList();
            return new GatewayReport(settings, warmUps, measure(contenders), loadPages(contenders.getFirst().port()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Contender> start(Stage stage, Path jar) throws IOException {
        stage.start(Engine.REDIS);
        stage.start(Engine.NACOS);
        stage.start("upstream",
                JavaCommand.of(JVM_FLAGS, Upstream.class, Integer.toString(behind), shoppers.publicKeys()), Map.of(),
                behind);
        tellNacos(stage);
        List<Contender> contenders = new ArrayList<>();
        contenders.add(gateway(stage, jar, behind));
        int bare = Stage.freePort();
        contenders.add(contender(stage, BARE, bare, stage.start("bare-proxy",
                JavaCommand.of(JVM_FLAGS, BareProxy.class, Integer.toString(bare), Integer.toString(behind)), Map.of(),
                bare)));
        Optional<Path> nginx = Nginx.onPath();
        if (nginx.isPresent()) {
            int port = Stage.freePort();
            contenders.add(contender(stage, NGINX, port, stage.start("nginx",
                    Nginx.proxy(nginx.get(), stage.directoryOf("nginx"), port, behind), Map.of(), port)));
        }
        return contenders;
    }

    private void tellNacos(Stage stage) throws IOException {
        try (NacosAdmin nacos = new NacosAdmin(stage.engines().ports().nacos(),
                stage.engines().secrets().nacosPassword());
                DirectoryStream<Path> documents = Files.newDirectoryStream(
                        root.directory().resolve("deploy/nacos"), "{souk-common,gateway-service}*")) {
            for (Path document : documents) {
                nacos.publish(document);
            }
            nacos.register(SERVICE_BEHIND, behind);
        }
    }

    private static Contender gateway(Stage stage, Path jar, int keys) {
        int port = Stage.freePort();
        List<String> command = JavaCommand.of(JVM_FLAGS);
        // the client of Nacos would keep these in the home directory of the user
        command.add("-DJM.SNAPSHOT.PATH=" + stage.directoryOf("nacos-client"));
        command.add("-DJM.LOG.PATH=" + stage.logs());
        command.addAll(List.of("-jar", jar.toString()));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SOUK_MANAGEMENT_PORT", Integer.toString(Stage.freePort()));
        environment.put("SOUK_BIND_ADDRESS", "127.0.0.1");
        environment.put("SOUK_NACOS_ADDR", "127.0.0.1:" + stage.engines().ports().nacos());
        environment.put("SOUK_NACOS_USER", "nacos");
        environment.put("SOUK_NACOS_PASSWORD", stage.engines().secrets().nacosPassword());
        environment.put("SOUK_REDIS_ADDRESS", "redis://127.0.0.1:" + stage.engines().ports().redis());
        environment.put("SOUK_REDIS_PASSWORD", stage.engines().secrets().redisPassword());
        environment.put("SOUK_TOKEN_ISSUER", ISSUER);
        environment.put("SOUK_JWKS_URI", "http://127.0.0.1:" + keys + Upstream.KEYS);
        environment.put("SPRING_CLOUD_NACOS_DISCOVERY_GRACEFULSHUTDOWNWAITTIME", "0");
        return contender(stage, GATEWAY, port, stage.start(GATEWAY, command, environment, port));
    }

    private static Contender contender(Stage stage, String name, int port, Running process) {
        return new Contender(name, process.pid(), port, stage.log(process.name()));
    }

    private void awaitGoodAnswer(Contender contender) {
        Load one = new Load(1, 1, LONGEST_ROUND);
        Outcome last = one.on(contender.port(), shoppers.tokens());
        for (int tries = 1; last.good() == 0; tries++) {
            if (tries == FIRST_ANSWERS) {
                throw new IllegalStateException(
                        "%s does not pass requests on: %s".formatted(contender.name(), last.others()));
            }
            Pause.of(Duration.ofSeconds(1));
            last = one.on(contender.port(), shoppers.tokens());
        }
    }

    /** The JIT compilers have their say before: their work is in a process's CPU time, too. Everybody has the same chance. */
    private WarmUp warmUp(Contender contender) {
        progress.accept("warming up " + contender.name());
        Load window = new Load(WARM_UP_WINDOW, settings.connections(), LONGEST_ROUND);
        return WarmUp.of(contender.name(), WARM_UP_WINDOW, 0, LONGEST_WARM_UP,
                () -> measure(contender, window, 0).microsPerGoodAnswer());
    }

    private List<Series> measure(List<Contender> contenders) {
        Load load = new Load(settings.requests(), settings.connections(), LONGEST_ROUND);
        List<List<Round>> rounds = contenders.stream().map(contender -> (List<Round>) new ArrayList<Round>()).toList();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                Contender contender = contenders.get(turn);
                Round measured = measure(contender, load, round);
                rounds.get(turn).add(measured);
                progress.accept("round %d of %d: %s %.1f us".formatted(round, settings.rounds(), contender.name(),
                        measured.microsPerGoodAnswer()));
            }
        }
        List<Series> series = new ArrayList<>();
        for (int turn = 0; turn < contenders.size(); turn++) {
            series.add(new Series(contenders.get(turn).name(), rounds.get(turn)));
        }
        return series;
    }

    private List<PageLoad> loadPages(int gateway) {
        progress.accept("loading pages of %d parts".formatted(PageLoad.PARTS));
        List<PageLoad> pages = new ArrayList<>();
        for (Duration thinking : THINKING) {
            String token = shoppers.tokens().getFirst();
            pages.add(PageLoad.of(SERVICE_BEHIND, behind, thinking, token));
            pages.add(PageLoad.of(GATEWAY, gateway, thinking, token));
        }
        return pages;
    }

    private Round measure(Contender contender, Load load, int round) {
        List<String> tokens = shoppers.tokens();
        Duration before = contender.cpuTimeIn(round);
        Outcome outcome = load.on(contender.port(), tokens);
        Duration cpu = contender.cpuTimeIn(round).minus(before);
        if (outcome.good() == 0) {
            throw new IllegalStateException("%s gave no good answer in round %d: %s".formatted(contender.name(), round,
                    outcome.others()));
        }
        return new Round(outcome, cpu);
    }
}
