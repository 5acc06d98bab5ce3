package dev.souk.test;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Makes the administrator of a new Nacos server. */
final class NacosAdministrator {

    private NacosAdministrator() {
    }

    /** Returns when he can log in, which Nacos allows up to fifteen seconds later. */
    static void create(String address, String password) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
        try (HttpClient http = HttpClient.newHttpClient()) {
            post(http, address, "admin", "password=" + encoded);
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (post(http, address, "login", "username=nacos&password=" + encoded) != 200) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Nacos refuses the login of its administrator");
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Nacos does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Nacos started", e);
        }
    }

    private static int post(HttpClient http, String address, String path, String form)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/nacos/v3/auth/user/" + path))
                .timeout(Duration.ofSeconds(30)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)).build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
