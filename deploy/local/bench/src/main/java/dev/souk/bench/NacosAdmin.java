package dev.souk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Tells a Nacos what an operator and a service would tell it. */
final class NacosAdmin implements AutoCloseable {

    private static final String GROUP = "DEFAULT_GROUP";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final String address;
    private final String token;

    NacosAdmin(int port, String password) {
        this.address = "http://127.0.0.1:" + port + "/nacos/v3/";
        this.token = json.readTree(post("auth/user/login", Map.of("username", "nacos", "password", password), ""))
                .path("accessToken").asString();
    }

    /** As configuration: the data id is the file's name. */
    void publish(Path file) throws IOException {
        post("admin/cs/config", Map.of("dataId", file.getFileName().toString(), "groupName", GROUP, "content",
                Files.readString(file), "type", file.toString().endsWith(".json") ? "json" : "yaml"), token);
    }

    /** As an instance that stays until it is removed. */
    void register(String service, int port) {
        post("admin/ns/instance", Map.of("serviceName", service, "groupName", GROUP, "ip", "127.0.0.1", "port",
                Integer.toString(port), "ephemeral", "false"), token);
    }

    private String post(String path, Map<String, String> form, String accessToken) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).header("accessToken", accessToken)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "Nacos answered %s with %d: %s".formatted(path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
