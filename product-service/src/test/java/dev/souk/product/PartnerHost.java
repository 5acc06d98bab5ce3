package dev.souk.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A host on loopback that partners' feeds lie on. */
public final class PartnerHost implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, HttpHandler> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public PartnerHost() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** @param server bound, but not started */
    public PartnerHost(HttpServer server) {
        this.server = server;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String origin() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The URL of a file that says its revision; asked for with it, the answer is 304. */
    public String serve(String path, String etag, String content) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().set("ETag", etag);
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            if (isQuestion(exchange)) {
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    public String serve(String path, HttpHandler handler) {
        files.put(path, handler);
        return origin() + path;
    }

    /** Paths of files that were asked for, in order; a question whether one is there does not count. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static boolean isQuestion(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!isQuestion(exchange)) {
            requests.add(path);
        }
        try (exchange) {
            files.getOrDefault(path, missing -> missing.sendResponseHeaders(404, -1)).handle(exchange);
        }
    }
}
