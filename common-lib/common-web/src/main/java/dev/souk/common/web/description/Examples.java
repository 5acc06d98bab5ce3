package dev.souk.common.web.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.io.Resource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows an example of every JSON body. A service keeps them on its class path in {@code openapi/examples.json}, by the name of
 * the schema; a schema without one there is put together from the examples of its parts, and has none when a part has none.
 */
final class Examples implements GlobalOpenApiCustomizer {

    private static final String COMPONENTS = "#/components/schemas/";

    private final Map<String, Object> bySchema;

    /** @param file need not be there */
    Examples(Resource file, JsonMapper json) {
        this.bySchema = file.exists() ? read(file, json) : Map.of();
    }

    private static Map<String, Object> read(Resource file, JsonMapper json) {
        try (InputStream in = file.getInputStream()) {
            return json.readValue(in, new TypeReference<Map<String, Object>>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI description) {
        var parts = new Parts(description);
        description.getPaths().values().stream().flatMap(path -> path.readOperations().stream()).forEach(operation -> {
            if (operation.getRequestBody() != null) {
                parts.completeAll(operation.getRequestBody().getContent());
            }
            operation.getResponses().values().forEach(response -> parts.completeAll(response.getContent()));
        });
    }

    private final class Parts {

        private final OpenAPI description;
        private final Set<String> open = new HashSet<>();

        Parts(OpenAPI description) {
            this.description = description;
        }

        void completeAll(@Nullable Content content) {
            if (content != null) {
                content.forEach((type, body) -> {
                    if (type.endsWith("json") && body.getSchema() != null && body.getExample() == null
                            && body.getExamples() == null) {
                        example(body.getSchema()).ifPresent(body::setExample);
                    }
                });
            }
        }

        private Optional<Object> example(Schema<?> schema) {
            if (schema.get$ref() != null) {
                return named(schema.get$ref().substring(COMPONENTS.length()));
            }
            if (schema.getExample() != null) {
                return Optional.of(schema.getExample());
            }
            if (schema.getItems() != null) {
                return example(schema.getItems()).map(List::of);
            }
            return schema.getProperties() == null ? Optional.empty() : object(schema.getProperties());
        }

        private Optional<Object> named(String schema) {
            Object whole = bySchema.get(schema);
            if (whole != null) {
                return Optional.of(whole);
            }
            if (!open.add(schema)) {
                return Optional.empty(); // a tree of itself would have no end
            }
            try {
                return example(Objects.requireNonNull(description.getComponents().getSchemas().get(schema)));
            } finally {
                open.remove(schema);
            }
        }

        @SuppressWarnings("rawtypes") // as swagger-models has it
        private Optional<Object> object(Map<String, Schema> properties) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (Map.Entry<String, Schema> property : properties.entrySet()) {
                Optional<Object> example = example(property.getValue());
                if (example.isEmpty()) {
                    return Optional.empty();
                }
                object.put(property.getKey(), example.get());
            }
            return Optional.of(object);
        }
    }
}
