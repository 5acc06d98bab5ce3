package dev.souk.local;

import dev.souk.engines.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the files of {@code deploy/nacos} as configuration: the data id is the file's name. A file is published again
 * only when it has changed, so that what an operator changes in Nacos stays.
 */
final class NacosConfig {

    private static final String GROUP = "DEFAULT_GROUP";
    private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(30);

    private final Path files;
    private final Path published;
    private final URI nacos;
    private final String password;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = new JsonMapper();

    NacosConfig(PlatformHome home, Ports ports, String password) {
        this.files = directory(home);
        this.published = home.data().resolve("nacos-published.properties");
        this.nacos = URI.create("http://127.0.0.1:" + ports.nacos());
        this.password = password;
    }

    /** A service ignores a file that cannot be parsed, and starts with settings that nobody wanted. */
    static List<String> faults(PlatformHome home) {
        return files(directory(home)).stream().flatMap(file -> fault(file).stream()).toList();
    }

    private static Optional<String> fault(Path file) {
        try {
            if (type(name(file)).equals("json")) {
                new JsonMapper().readTree(text(file));
            } else {
                LoaderOptions options = new LoaderOptions();
                options.setAllowDuplicateKeys(false);
                new Yaml(new SafeConstructor(options)).loadAll(text(file)).forEach(_ -> {});
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of("%s is no JSON, correct it: %s in line %d"
                    .formatted(file, e.getOriginalMessage(), e.getLocation().getLineNr()));
        } catch (YAMLException e) {
            return Optional.of("%s is no YAML, correct it: %s".formatted(file, e.getMessage()));
        }
    }

    /** To be called when Nacos is ready. */
    void publish() {
        Properties before = PropertyFiles.readIfExists(published);
        Properties now = new Properties();
        List<Path> changed = files().stream()
                .filter(file -> !text(file).equals(before.getProperty(name(file))))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        String token = logIn();
        changed.forEach(file -> publish(file, token));
        files().forEach(file -> now.setProperty(name(file), text(file)));
        PropertyFiles.write(published, now);
    }

    private void publish(Path file, String token) {
        HttpResponse<String> answer = post(
                "/nacos/v3/admin/cs/config",
                Map.of(
                        "dataId", name(file), "groupName", GROUP, "content", text(file), "type", type(name(file))),
                token);
        if (answer.statusCode() != 200 || json.readTree(answer.body()).path("code").asInt(-1) != 0) {
            throw new IllegalStateException(
                    "Nacos did not take %s: %d %s".formatted(file, answer.statusCode(), answer.body()));
        }
    }

    /** A new Nacos refuses logins until it has read its users, some seconds after it calls itself ready. */
    private String logIn() {
        long deadline = System.nanoTime() + LOGIN_PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> answer = post(
                    "/nacos/v3/auth/user/login", Map.of("username", "nacos", "password", password), "");
            if (answer.statusCode() == 200) {
                JsonNode body = json.readTree(answer.body());
                return body.path("accessToken").asString(body.path("data").path("accessToken").asString(""));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Nacos refuses the login: %d %s".formatted(answer.statusCode(), answer.body()));
            }
            Pauses.of(Duration.ofMillis(100));
        }
    }

    private HttpResponse<String> post(String path, Map<String, String> form, String token) {
        HttpRequest request = HttpRequest.newBuilder(nacos.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("accessToken", token)
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach Nacos at " + nacos, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String type(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return extension.equals("yml") ? "yaml" : extension;
    }

    private List<Path> files() {
        return files(files);
    }

    private static Path directory(PlatformHome home) {
        return home.root().directory().resolve("deploy/nacos");
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
