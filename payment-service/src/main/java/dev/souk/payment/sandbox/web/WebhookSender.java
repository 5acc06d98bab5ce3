package dev.souk.payment.sandbox.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.souk.payment.sandbox.Sandbox;
import dev.souk.payment.sandbox.SandboxEvent;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the merchant of each answer, at least once and in no certain order: an event that is not taken with a 2xx is sent
 * again, signed anew, for as long as it takes. The header {@code Sandbox-Signature: t=<epoch second>,v1=<hex>} carries the
 * HMAC-SHA256 of {@code <epoch second>.<body>}.
 */
final class WebhookSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 16;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 250;

    private final Sandbox sandbox;
    private final SandboxSettings.Webhooks settings;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore wakeUps = new Semaphore(0);

    WebhookSender(Sandbox sandbox, SandboxSettings.Webhooks settings, Clock clock) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.clock = clock;
    }

    void start() {
        threads.execute(this::work);
    }

    void wakeUp() {
        wakeUps.release();
    }

    private void work() {
        try {
            while (true) {
                if (sendDue() == 0) {
                    wakeUps.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int sendDue() throws InterruptedException {
        var due = new ArrayList<>(due());
        if (settings.shuffled()) {
            Collections.shuffle(due);
        }
        var taken = new ConcurrentLinkedQueue<SandboxEvent>();
        threads.invokeAll(due.stream().map(event -> Executors.callable(() -> send(event, taken))).toList());
        if (!taken.isEmpty()) {
            delivered(List.copyOf(taken));
        }
        return due.size();
    }

    private void delivered(List<SandboxEvent> events) {
        try {
            sandbox.delivered(events);
        } catch (RuntimeException failure) {
            // their lease runs out, and they are sent again
            log.warn("The sandbox lost sight of {} events: {}", events.size(), failure.getMessage());
        }
    }

    private List<SandboxEvent> due() {
        try {
            return sandbox.takeDueEvents(AT_ONCE, LEASE);
        } catch (RuntimeException failure) {
            log.warn("The sandbox cannot look for webhooks, will try again: {}", failure.getMessage());
            return List.of();
        }
    }

    /** @param allTaken to which the event is added when the merchant took it */
    private void send(SandboxEvent event, Collection<SandboxEvent> allTaken) {
        try {
            boolean taken = true;
            for (int copy = 0; copy < settings.copies(); copy++) {
                taken &= post(event);
            }
            if (taken) {
                allTaken.add(event);
            } else {
                sandbox.sendAgain(event, settings.pauseAfter(event.attempts()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // its lease runs out, and it is sent again
            log.warn("The sandbox lost sight of event {}", event.id(), failure);
        }
    }

    private record Body(String id, String type, String idempotencyKey, @Nullable String reference,
            @Nullable String reason, String createdAt) {

        static Body of(SandboxEvent event) {
            var answer = event.answer();
            return new Body(event.id(), event.operation() + (answer.approved() ? ".approved" : ".refused"),
                    event.idempotencyKey(), answer.approved() ? answer.detail() : null,
                    answer.approved() ? null : answer.detail(), event.createdAt().toString());
        }
    }

    private boolean post(SandboxEvent event) throws InterruptedException {
        var body = JSON.writeValueAsBytes(Body.of(event));
        var request = HttpRequest.newBuilder(settings.url()).timeout(DEADLINE)
                .header("Content-Type", "application/json").header("Sandbox-Signature", signature(body))
                .POST(BodyPublishers.ofByteArray(body)).build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                log.info("Webhook {} was answered with {}", event.id(), status);
            }
            return status / 100 == 2;
        } catch (IOException notTaken) {
            log.info("Webhook {} was not taken: {}", event.id(), notTaken.toString());
            return false;
        }
    }

    private String signature(byte[] body) {
        Instant now = clock.instant();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
