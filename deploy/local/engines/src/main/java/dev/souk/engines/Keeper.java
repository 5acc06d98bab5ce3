package dev.souk.engines;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Keeps the engines of one test run: starts them on request and, when the process that owns the run has ended or no client
 * has lived for ten minutes, stops them and deletes their data. A process of its own, so that it outlives a killed owner.
 */
public final class Keeper {

    static final Duration IDLE_LIMIT = Duration.ofMinutes(10);
    static final String TOKEN_HEADER = "Souk-Token";

    private static final Duration WATCH_PERIOD = Duration.ofMillis(500);

    private final KeeperFiles files;
    private final EngineSettings settings;
    private final ProcessTable engines;
    private final String token = UUID.randomUUID().toString();
    private final Clients clients = new Clients(System::nanoTime);
    private final Set<Engine> ready = EnumSet.noneOf(Engine.class);

    private Keeper(KeeperFiles files) {
        this.files = files;
        this.engines = files.engines();
        this.settings = new EngineSettings(files.root(), files.home().resolve("data"), files.home().resolve("log"),
                Ports.free(), EngineSecrets.random(new SecureRandom()), false,
                JvmTuning.laptop().withAotCaches(files.root().aotCaches()));
    }

    /** Arguments: the root of the project and the id of the owning process. */
    public static void main(String[] arguments) throws IOException {
        KeeperFiles files = new KeeperFiles(new ProjectRoot(Path.of(arguments[0])), Long.parseLong(arguments[1]));
        Birth.of(files.ownerPid()).ifPresent(owner -> new Keeper(files).keepFor(owner));
        System.exit(0);
    }

    private void keepFor(Birth owner) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::cleanUp, "clean-up"));
        sweepUpAfterKilledKeepers();
        serve();
        watch(owner);
    }

    private void serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::answer);
            server.start();
            files.writeEndpoint(endpoint(server.getAddress().getPort()));
        } catch (IOException e) {
            throw new IllegalStateException("the keeper cannot listen", e);
        }
    }

    private Properties endpoint(int port) {
        Properties endpoint = settings.secrets().toProperties();
        endpoint.putAll(settings.ports().toProperties());
        endpoint.setProperty("keeper", Integer.toString(port));
        endpoint.setProperty("token", token);
        return endpoint;
    }

    /** {@code POST /<engine>/<client's process id>}: answers when the engine is ready. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!token.equals(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))) {
                respond(exchange, 403, "");
                return;
            }
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            clients.add(Long.parseLong(path[2]));
            startFor(exchange, Engine.valueOf(path[1]));
        }
    }

    private void startFor(HttpExchange exchange, Engine engine) throws IOException {
        try {
            start(engine);
        } catch (RuntimeException failure) {
            respond(exchange, 500, failure.toString());
            return;
        }
        respond(exchange, 200, "ready");
    }

    private void start(Engine engine) {
        synchronized (engine) {
            if (ready.contains(engine) && engines.find(engine.programName()).isPresent()) {
                return;
            }
            Program program = engine.prepare(settings);
            engines.start(program);
            engines.awaitReady(program);
            engine.afterReady(settings);
            synchronized (ready) {
                ready.add(engine);
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void watch(Birth owner) {
        while (owner.isAlive(files.ownerPid()) && clients.absence().compareTo(IDLE_LIMIT) < 0 && pause()) {
            // Until one of them is gone.
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(WATCH_PERIOD);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void cleanUp() {
        files.locked(() -> {
            files.remove();
            return true;
        });
    }

    /** A keeper that is killed itself leaves its engines: the next one stops them. */
    private void sweepUpAfterKilledKeepers() {
        files.ofAllOwners().stream().filter(other -> other.ownerPid() != files.ownerPid())
                .filter(other -> other.keepers().find(KeeperFiles.KEEPER).isEmpty()).forEach(KeeperFiles::remove);
    }
}
