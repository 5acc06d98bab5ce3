package dev.souk.common.web.test;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.validation.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.http.MockHttpInputMessage;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI description of a running service, held against what a client needs of it: each operation has a summary, a
 * successful answer and the form of its problems; each parameter is described; each JSON body has an example, which its schema
 * allows and, when it is a request, the service would take.
 *
 * <p>{@code /internal} is left out: the edge has no way there, and does not show it.
 */
public final class ApiDescription {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String EXAMPLES = "openapi/examples.json";

    private final ApplicationContext service;
    private final JsonNode description;
    private final List<String> faults = new ArrayList<>();

    private ApiDescription(ApplicationContext service) throws IOException {
        this.service = service;
        this.description = JSON.readTree(service.getBean(OpenApiWebMvcResource.class)
                .openapiJson(new MockHttpServletRequest("GET", "/v3/api-docs"), "/v3/api-docs", Locale.ENGLISH));
    }

    /** @throws AssertionError that lists everything that is missing or wrong */
    public static void assertComplete(ApplicationContext service) {
        try {
            new ApiDescription(service).check();
        } catch (IOException e) {
            throw new AssertionError("The description cannot be read", e);
        }
    }

    private void check() throws IOException {
        operations(this::check);
        requestBodies();
        unusedExamples();
        if (!faults.isEmpty()) {
            throw new AssertionError("%d faults in the description:%n%s".formatted(faults.size(),
                    String.join("\n", faults)));
        }
    }

    private interface OperationCheck {

        void check(String name, JsonNode operation);
    }

    private void operations(OperationCheck check) {
        description.path("paths").properties().stream().filter(path -> !path.getKey().startsWith("/internal/"))
                .forEach(path -> path.getValue().properties()
                        .forEach(operation -> check.check(name(operation.getKey(), path.getKey()),
                                operation.getValue())));
    }

    private static String name(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    private void check(String name, JsonNode operation) {
        if (operation.path("summary").asString("").isBlank()) {
            faults.add(name + " has no summary");
        }
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("description").asString("").isBlank()) {
                faults.add(name + " does not describe its parameter " + parameter.path("name").asString());
            }
        }
        examples(name + ", request", operation.path("requestBody").path("content"));
        JsonNode responses = operation.path("responses");
        if (responses.propertyNames().stream().noneMatch(status -> status.startsWith("2") || status.startsWith("3"))) {
            faults.add(name + " does not say how it succeeds");
        }
        if (!responses.path("default").path("content").has("application/problem+json")) {
            faults.add(name + " does not say what its problems look like");
        }
        responses.forEachEntry((status, response) -> examples(name + ", " + status, response.path("content")));
    }

    private void examples(String where, JsonNode content) {
        content.forEachEntry((type, body) -> {
            if (type.equals("*/*")) {
                faults.add(where + " does not say its media type");
            } else if (type.endsWith("json")) {
                List<JsonNode> examples = examplesOf(body);
                if (examples.isEmpty()) {
                    faults.add(where + " has no example of " + body.path("schema"));
                }
                examples.forEach(example -> allows(where, body.path("schema"), example));
            }
        });
    }

    private static List<JsonNode> examplesOf(JsonNode body) {
        return body.has("example")
                ? List.of(body.path("example"))
                : body.path("examples").valueStream().map(example -> example.path("value")).toList();
    }

    /** Strictly: a field that the schema does not name is a fault, too. */
    private void allows(String where, JsonNode schema, JsonNode example) {
        if (!schema.isObject()) {
            return;
        }
        ObjectNode root = (ObjectNode) schema.deepCopy();
        root.set("components", description.path("components").deepCopy());
        refuseUnnamedFields(root);
        SCHEMAS.getSchema(root).validate(example.toString(), InputFormat.JSON,
                run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(violation -> faults.add(where + ": the example's " + violation.getInstanceLocation() + " "
                        + violation.getMessage()));
    }

    private static void refuseUnnamedFields(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDescription::refuseUnnamedFields);
    }

    /** Read as the service reads a request, and validated as it validates it. */
    private void requestBodies() throws IOException {
        service.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods()
                .forEach((mapping, handler) -> {
                    for (MethodParameter parameter : handler.getMethodParameters()) {
                        if (parameter.hasParameterAnnotation(RequestBody.class)
                                && parameter.getParameterType() != byte[].class) {
                            mapping.getPatternValues().forEach(path -> mapping.getMethodsCondition().getMethods()
                                    .forEach(method -> takes(name(method.name(), path),
                                            description.path("paths").path(path)
                                                    .path(method.name().toLowerCase(Locale.ROOT)),
                                            parameter.getGenericParameterType())));
                        }
                    }
                });
    }

    private void takes(String name, JsonNode operation, Type type) {
        if (name.contains(" /internal/")) {
            return;
        }
        for (JsonNode example : examplesOf(
                operation.path("requestBody").path("content").path(MediaType.APPLICATION_JSON_VALUE))) {
            try {
                Object request = requests().read(ResolvableType.forType(type), body(example), null);
                service.getBean(Validator.class).validate(request).forEach(violation -> faults.add(
                        name + ", request: the example's " + violation.getPropertyPath() + " "
                                + violation.getMessage()));
            } catch (IOException | HttpMessageNotReadableException unreadable) {
                faults.add(name + ", request: the example is refused: " + unreadable.getMessage());
            }
        }
    }

    private JacksonJsonHttpMessageConverter requests() {
        return service.getBean(RequestMappingHandlerAdapter.class).getMessageConverters().stream()
                .filter(JacksonJsonHttpMessageConverter.class::isInstance)
                .map(JacksonJsonHttpMessageConverter.class::cast).findFirst().orElseThrow();
    }

    private static HttpInputMessage body(JsonNode example) {
        var message = new MockHttpInputMessage(
                new ByteArrayInputStream(example.toString().getBytes(StandardCharsets.UTF_8)));
        message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        return message;
    }

    private void unusedExamples() throws IOException {
        var file = new ClassPathResource(EXAMPLES);
        if (file.exists()) {
            Set<String> unused = new TreeSet<>(
                    JSON.readTree(file.getContentAsByteArray()).propertyNames());
            unused.removeAll(description.path("components").path("schemas").propertyNames());
            unused.forEach(name -> faults.add(EXAMPLES + ": there is no schema " + name));
        }
    }
}
