package dev.souk.local.imports;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.souk.local.api.SoukApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers an import as the catalogue does, and takes stock. */
final class StubEdge implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    final List<String> uploads = new ArrayList<>();
    final List<JsonNode> supplies = new ArrayList<>();
    private final Queue<String> states;
    private final HttpServer server;

    /** @param states what is answered to one question for the import after the other */
    StubEdge(List<String> states) {
        this.states = new ArrayDeque<>(states);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/catalogue/imports", this::catalogue);
        server.createContext("/api/v1/inventory/supplies", this::supply);
        server.start();
    }

    SoukApi api() {
        return SoukApi.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void catalogue(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            uploads.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 202, "{\"id\":\"7\",\"status\":\"RUNNING\"}");
        } else {
            answer(exchange, 200, states.remove());
        }
    }

    private void supply(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        supplies.add(request);
        answer(exchange, 200, "{\"applied\":%d,\"repeated\":0}".formatted(request.path("items").size()));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
