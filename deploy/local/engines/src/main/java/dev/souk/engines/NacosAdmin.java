package dev.souk.engines;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Makes the administrator {@code nacos} of a new Nacos server. */
final class NacosAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String users;
    private final String password;

    NacosAdmin(EngineSettings settings) {
        this.users = "http://127.0.0.1:%d/nacos/v3/auth/user".formatted(settings.ports().nacos());
        this.password = URLEncoder.encode(settings.secrets().nacosPassword(), StandardCharsets.UTF_8);
    }

    /** Also waits until the server accepts the login: it loads its users and roles only every few seconds. */
    void ensureThere() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!canLogIn(http)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Nacos refuses the login of its administrator");
                }
                post(http, "/admin", "password=" + password);
                Thread.sleep(Duration.ofMillis(100));
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot create the administrator of Nacos", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Nacos was set up", e);
        }
    }

    private boolean canLogIn(HttpClient http) throws IOException, InterruptedException {
        return post(http, "/login", "username=nacos&password=" + password) == 200;
    }

    private int post(HttpClient http, String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(users + path)).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
