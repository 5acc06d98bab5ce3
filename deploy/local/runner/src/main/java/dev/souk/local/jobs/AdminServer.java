package dev.souk.local.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin's side of the protocol, and two calls of our own for {@code ./souk jobs}; the token is asked for by all. */
final class AdminServer implements AutoCloseable {

    static final String TOKEN_HEADER = "XXL-JOB-ACCESS-TOKEN";

    private static final int SUCCESS = 200;
    private static final Map<String, Object> DONE = Map.of("code", SUCCESS, "msg", "Success");

    private final HttpServer server;
    private final JsonMapper json = new JsonMapper();
    private final String token;
    private final List<Job> jobs;
    private final LiveExecutors executors;
    private final Runs runs;
    private final Dispatcher dispatcher;

    /** @param port 0 takes a free one */
    AdminServer(int port, String token, List<Job> jobs, LiveExecutors executors, Runs runs, Dispatcher dispatcher) {
        this.token = token;
        this.jobs = jobs;
        this.executors = executors;
        this.runs = runs;
        this.dispatcher = dispatcher;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        handle("/api/registry", this::register);
        handle("/api/registryRemove", this::remove);
        handle("/api/callback", this::callback);
        handle("/souk/run", this::run);
        handle("/souk/runs", _ -> runs.all());
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Object register(JsonNode body) {
        executors.register(executor(body));
        return DONE;
    }

    private Object remove(JsonNode body) {
        executors.remove(executor(body));
        return DONE;
    }

    private Object callback(JsonNode body) {
        for (JsonNode result : body) {
            int code = result.path("handleCode").asInt(0);
            runs.end(result.path("logId").asLong(0), code == SUCCESS, result.path("handleMsg").asString(""));
        }
        return DONE;
    }

    /** {@code {"job": "cancelUnpaidOrders"}}; answers the runs that have begun. */
    private Object run(JsonNode body) {
        String name = body.path("job").asString("");
        Job job = jobs.stream().filter(one -> one.handler().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no job %s. Jobs: %s"
                        .formatted(name, String.join(", ", jobs.stream().map(Job::handler).toList()))));
        return dispatcher.trigger(job);
    }

    private static LiveExecutors.Executor executor(JsonNode body) {
        return new LiveExecutors.Executor(
                body.path("registryKey").asString(""), URI.create(body.path("registryValue").asString("")));
    }

    /** Answers a request's JSON body with another. */
    private interface Call {

        Object answer(JsonNode body);
    }

    private void handle(String path, Call call) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer(exchange, call);
            }
        });
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        if (!isAuthentic(exchange)) {
            send(exchange, Map.of("code", 500, "msg", "The access token is wrong."));
            return;
        }
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            send(exchange, call.answer(body.length == 0 ? json.createObjectNode() : json.readTree(body)));
        } catch (JacksonException | IllegalArgumentException e) {
            send(exchange, Map.of("code", 500, "msg", Objects.toString(e.getMessage())));
        }
    }

    private boolean isAuthentic(HttpExchange exchange) {
        String given = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(TOKEN_HEADER), "");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** HTTP 200 for refusals too: the protocol tells them by its own code. */
    private void send(HttpExchange exchange, Object answer) throws IOException {
        byte[] body = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        exchange.sendResponseHeaders(SUCCESS, body.length);
        exchange.getResponseBody().write(body);
    }
}
