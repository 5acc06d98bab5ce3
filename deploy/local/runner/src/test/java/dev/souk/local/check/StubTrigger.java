package dev.souk.local.check;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.souk.local.jobs.JobTriggerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A trigger whose runs end at once, each time as the next of some answers says. */
final class StubTrigger implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<List<Result>> rounds = new ArrayList<>();
    private final HttpServer server;
    private int round = -1;

    /** How the run on one executor ends. */
    record Result(boolean succeeded, String message) {}

    StubTrigger() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/souk/run", exchange -> {
            round = Math.min(round + 1, rounds.size() - 1);
            answer(exchange, runs());
        });
        server.createContext("/souk/runs", exchange -> answer(exchange, runs()));
        server.start();
    }

    /** What the runs say that are triggered next; the last time counts for all further ones. */
    void thenEnds(Result... results) {
        rounds.add(List.of(results));
    }

    JobTriggerClient client() {
        return new JobTriggerClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "any");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private List<Map<String, Object>> runs() {
        List<Result> results = rounds.get(round);
        return IntStream.range(0, results.size())
                .<Map<String, Object>>mapToObj(index -> Map.of(
                        "id", round * 10 + index,
                        "job", "checkSearchIndex",
                        "executor", "http://127.0.0.1/",
                        "endedAt", "2026-01-01T00:00:00Z",
                        "succeeded", results.get(index).succeeded,
                        "message", results.get(index).message))
                .toList();
    }

    private static void answer(HttpExchange exchange, Object body) throws IOException {
        try (exchange) {
            byte[] bytes = JSON.writeValueAsBytes(body);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
