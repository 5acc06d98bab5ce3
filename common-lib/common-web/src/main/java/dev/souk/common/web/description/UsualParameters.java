package dev.souk.common.web.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;

/** Describes the parameters that mean the same everywhere, unless an operation has something to add. */
final class UsualParameters implements GlobalOpenApiCustomizer {

    private static final Pattern ID_OF_COLLECTION = Pattern.compile("([^/]+)/\\{id}");

    @Override
    public void customise(OpenAPI description) {
        description.getPaths().forEach(UsualParameters::describe);
    }

    private static void describe(String path, PathItem item) {
        item.readOperations().stream().filter(operation -> operation.getParameters() != null)
                .flatMap(operation -> operation.getParameters().stream())
                .filter(parameter -> parameter.getDescription() == null)
                .forEach((Parameter parameter) -> parameter.setDescription(meaning(parameter.getName(), path)));
    }

    static @Nullable String meaning(String parameter, String path) {
        return switch (parameter) {
            case HttpHeaders.IF_MATCH ->
                "The ETag of what you have read, or several, or * for whatever is there: otherwise the change is refused with 412";
            case "Idempotency-Key" ->
                "1 to 255 printable characters that you choose. The same request with the same key "
                        + "takes effect once and is answered alike for 24 hours";
            case "id" -> idOf(path);
            default -> parameter.endsWith("Id")
                    ? "Id of the " + DescriptionAutoConfiguration
                            .words(parameter.substring(0, parameter.length() - 2)).toLowerCase(Locale.ROOT)
                    : null;
        };
    }

    /** Of {@code /orders/{id}/cancel}: "Id of the order". */
    private static @Nullable String idOf(String path) {
        Matcher collection = ID_OF_COLLECTION.matcher(path);
        return collection.find()
                ? "Id of the " + collection.group(1).replace('-', ' ').replaceFirst("ies$", "y")
                        .replaceFirst("(?<=ss)es$|(?<=[^s])s$", "")
                : null;
    }
}
