package dev.souk.local.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An executor that takes every run and never ends one. */
final class StubExecutor implements AutoCloseable {

    private final HttpServer server;
    private final String token;
    private final List<JsonNode> runs = new CopyOnWriteArrayList<>();

    StubExecutor(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/run", this::run);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    List<JsonNode> runs() {
        return runs;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void run(HttpExchange exchange) throws IOException {
        boolean authentic = token.equals(exchange.getRequestHeaders().getFirst("XXL-JOB-ACCESS-TOKEN"));
        if (authentic) {
            runs.add(new JsonMapper().readTree(exchange.getRequestBody().readAllBytes()));
        }
        byte[] answer = (authentic ? "{\"code\":200}" : "{\"code\":500,\"msg\":\"token\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
