package dev.souk.payment.sandbox.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.souk.common.money.Money;
import dev.souk.payment.sandbox.Sandbox;
import dev.souk.payment.sandbox.SandboxAnswer;
import dev.souk.payment.sandbox.SandboxMovement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox's HTTP API on loopback. {@code POST /v1/authorise|capture|void|refund} with an {@code Idempotency-Key} answers
 * 200 with a reference, or 402 with a reason; 500 when it failed and the caller should ask again. {@code GET
 * /v1/statement?day=2026-03-01&after=} answers a page of what moved on that day (UTC).
 */
public final class SandboxServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SandboxServer.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
    private static final int CONNECTIONS = 4;
    private static final int STATEMENT_PAGE = 500;

    private final HikariDataSource database;
    private final Sandbox sandbox;
    private final Duration latency;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WebhookSender webhooks;

    private SandboxServer(SandboxSettings settings, Clock clock) throws IOException {
        database = database(settings.database());
        sandbox = new Sandbox(database, settings.slowAnswer(), settings.webhooks().delay(), clock);
        latency = settings.latency();
        webhooks = new WebhookSender(sandbox, settings.webhooks(), clock);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        http.setExecutor(threads);
        on("/v1/authorise", (key, it) -> sandbox.authorise(key, Objects.requireNonNull(it.token()), it.money()));
        on("/v1/capture", (key, it) -> sandbox.capture(key, Objects.requireNonNull(it.authorisation()), it.money()));
        on("/v1/void", (key, it) -> sandbox.voidAuthorisation(key, Objects.requireNonNull(it.authorisation())));
        on("/v1/refund", (key, it) -> sandbox.refund(key, Objects.requireNonNull(it.authorisation()), it.money()));
        http.createContext("/v1/statement", exchange -> reply(exchange, () -> statement(exchange.getRequestURI())));
    }

    /** Starts to listen, and to send webhooks. */
    public static SandboxServer start(SandboxSettings settings, Clock clock) {
        try {
            var server = new SandboxServer(settings, clock);
            server.http.start();
            server.webhooks.start();
            return server;
        } catch (IOException cannotListen) {
            throw new UncheckedIOException("The sandbox cannot listen on port " + settings.port()
                    + ": set souk.payments.sandbox.port to one that is free, or to 0", cannotListen);
        }
    }

    private static HikariDataSource database(SandboxSettings.Database settings) {
        var pool = new HikariConfig();
        pool.setPoolName("sandbox");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setSchema("sandbox");
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private record Request(@Nullable String token, @Nullable String authorisation, long amount,
            @Nullable String currency) {

        Money money() {
            return Money.of(amount, Objects.requireNonNull(currency));
        }
    }

    private record Reply(int status, Object body) {}

    private interface Work {

        Reply run() throws IOException;
    }

    private void on(String path, BiFunction<String, Request, SandboxAnswer> operation) {
        http.createContext(path, exchange -> reply(exchange, () -> {
            var key = Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    "Idempotency-Key is missing");
            var answer = operation.apply(key, JSON.readValue(exchange.getRequestBody(), Request.class));
            webhooks.wakeUp();
            return answer.approved()
                    ? new Reply(200, Map.of("reference", answer.detail()))
                    : new Reply(402, Map.of("reason", answer.detail()));
        }));
    }

    private record Line(String reference, SandboxMovement.Kind kind, String authorisation, long amount, String currency,
            String movedAt) {

        static Line of(SandboxMovement movement) {
            return new Line(movement.reference(), movement.kind(), movement.authorisation(),
                    movement.amount().amount(), movement.amount().currency().getCurrencyCode(),
                    movement.movedAt().toString());
        }
    }

    private record Statement(List<Line> lines, boolean more) {}

    private Reply statement(URI uri) {
        var query = String.valueOf(uri.getQuery()).split("&after=", 2);
        var lines = sandbox.statement(LocalDate.parse(query[0].replaceFirst("day=", "")),
                query.length == 2 ? query[1] : "", STATEMENT_PAGE);
        return new Reply(200, new Statement(lines.stream().map(Line::of).toList(), lines.size() == STATEMENT_PAGE));
    }

    private void reply(HttpExchange exchange, Work work) throws IOException {
        try (exchange) {
            pause();
            var reply = replyOf(work);
            var body = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Reply replyOf(Work work) throws IOException {
        try {
            return work.run();
        } catch (JacksonException | NullPointerException | IllegalArgumentException | DateTimeException bad) {
            return new Reply(400, Map.of("reason", String.valueOf(bad.getMessage())));
        } catch (RuntimeException failure) {
            log.warn("The sandbox failed: {}", failure.getMessage());
            return new Reply(500, Map.of("reason", "internal_error"));
        }
    }

    private void pause() {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        webhooks.close();
        http.stop(0);
        threads.shutdownNow();
        database.close();
    }
}
