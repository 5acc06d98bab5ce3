package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Platform;
import dev.souk.local.Service;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What all services together offer, read from the OpenAPI descriptions that the edge serves. */
final class Operations {

    /** The edge describes the others. */
    private static final Set<Service> WITHOUT_API = EnumSet.of(Service.GATEWAY);

    private Operations() {
    }

    /** Without {@code /internal}, which the edge has no way to. */
    static List<Operation> of(Platform platform) {
        List<Operation> operations = new ArrayList<>();
        for (Service service : EnumSet.complementOf(EnumSet.copyOf(WITHOUT_API))) {
            JsonNode description = description(platform, service);
            for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
                if (!path.getKey().startsWith("/internal/")) {
                    path.getValue().properties().forEach(operation -> operations.add(
                            operation(description, path.getKey(), operation.getKey(), operation.getValue())));
                }
            }
        }
        return operations;
    }

    private static JsonNode description(Platform platform, Service service) {
        JsonNode description = platform.api()
                .send(HttpRequest
                        .newBuilder(URI.create(platform.edge() + "/docs/openapi/" + service.id() + ".json")).build())
                .expect(200);
        assertThat(description.path("paths").properties()).as("paths of %s", service.id()).isNotEmpty();
        return description;
    }

    private static Operation operation(JsonNode description, String path, String method, JsonNode operation) {
        JsonNode json = operation.path("requestBody").path("content").path("application/json");
        return new Operation(method.toUpperCase(Locale.ROOT), path, numbers(operation.path("parameters")),
                fields(description, json.path("schema")), !json.isMissingNode());
    }

    private static Set<String> numbers(JsonNode parameters) {
        return parameters.valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("path")
                        && parameter.path("schema").path("type").asString().equals("integer"))
                .map(parameter -> parameter.path("name").asString()).collect(Collectors.toSet());
    }

    private static Set<String> fields(JsonNode description, JsonNode schema) {
        JsonNode resolved = schema.has("$ref")
                ? description.at(schema.path("$ref").asString().substring(1))
                : schema;
        return new HashSet<>(resolved.path("properties").propertyNames());
    }
}
