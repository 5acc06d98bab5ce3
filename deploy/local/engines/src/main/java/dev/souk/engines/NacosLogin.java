package dev.souk.engines;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Logs in as the administrator whom the launcher of Nacos makes: until then Nacos is of no use to its clients. */
final class NacosLogin {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    private final HttpRequest request;

    NacosLogin(EngineSettings settings) {
        String password = URLEncoder.encode(settings.secrets().nacosPassword(), StandardCharsets.UTF_8);
        request = HttpRequest
                .newBuilder(URI.create(
                        "http://127.0.0.1:%d/nacos/v3/auth/user/login".formatted(settings.ports().nacos())))
                .timeout(Duration.ofSeconds(30)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=nacos&password=" + password)).build();
    }

    void await() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (http.send(request, BodyHandlers.discarding()).statusCode() != 200) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Nacos refuses the login of its administrator");
                }
                Thread.sleep(POLL);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Nacos does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Nacos started", e);
        }
    }
}
