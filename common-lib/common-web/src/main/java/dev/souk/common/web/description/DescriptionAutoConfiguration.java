package dev.souk.common.web.description;

import dev.souk.common.web.conditions.IfMatch;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names the service and its operations, so that the reference of all services can be read. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class DescriptionAutoConfiguration {

    static {
        // who calls is in the token; the others are said by pages() and conditions() below
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, PageSize.class, Cursor.class, IfMatch.class)
                .addAnnotationsToIgnore(AuthenticationPrincipal.class)
                .replaceWithSchema(JsonNode.class, new ObjectSchema().additionalProperties(true))
                .replaceWithSchema(Currency.class, new StringSchema().description("ISO 4217").example("USD"));
    }

    @Bean
    GlobalOpenApiCustomizer titleOfTheService(@Value("${spring.application.name}") String service) {
        return description -> description.setInfo(new Info().title(service).version("v1"));
    }

    @Bean
    GlobalOpenApiCustomizer examples(@Value("classpath:openapi/examples.json") Resource file, JsonMapper json) {
        return new Examples(file, json);
    }

    /** An operation without a summary of its own has the words of its method: {@code placeOrder} is "Place order". */
    @Bean
    GlobalOperationCustomizer summaryOfTheOperation() {
        return (operation, method) -> operation.getSummary() == null
                ? operation.summary(words(method.getMethod().getName()))
                : operation;
    }

    @Bean
    GlobalOperationCustomizer pages() {
        return (operation, method) -> {
            for (MethodParameter parameter : method.getMethodParameters()) {
                if (parameter.getParameterType() == PageSize.class) {
                    Schema<?> size = new IntegerSchema().minimum(BigDecimal.ONE)
                            .maximum(BigDecimal.valueOf(PageSize.LARGEST));
                    size.setDefault(PageSize.DEFAULT.value());
                    operation.addParametersItem(query("size", "How many items at most", size));
                } else if (parameter.getParameterType() == Cursor.class) {
                    operation.addParametersItem(
                            query("cursor", "nextCursor of the page before, as it is", new StringSchema()));
                }
            }
            return operation;
        };
    }

    @Bean
    GlobalOperationCustomizer conditions() {
        return (operation, method) -> {
            for (MethodParameter parameter : method.getMethodParameters()) {
                if (parameter.getParameterType() == IfMatch.class) {
                    operation.addParametersItem(new HeaderParameter().name(HttpHeaders.IF_MATCH)
                            .required(false).schema(new StringSchema()).example("\"7\""));
                }
            }
            return operation;
        };
    }

    @Bean
    GlobalOpenApiCustomizer usualParameters() {
        return new UsualParameters();
    }

    /** Whatever is refused, the answer has one form. */
    @Bean
    GlobalOperationCustomizer problems() {
        Schema<?> problem = new ObjectSchema()
                .addProperty("type",
                        new StringSchema().format("uri").example("https://souk.dev/problems/invalid-request"))
                .addProperty("title", new StringSchema().example("Request is not valid"))
                .addProperty("status", new IntegerSchema().example(400))
                .addProperty("detail", new StringSchema()
                        .example("Correct the request; errors names what is wrong."))
                .addProperty("errors", new ArraySchema().items(new ObjectSchema()
                        .addProperty("pointer", new StringSchema().example("/lines/0/quantity"))
                        .addProperty("detail", new StringSchema().example("must be greater than or equal to 1"))))
                .addProperty("traceId", new StringSchema().example("4bf92f3577b34da6a3ce929d0e0e4736"));
        return (operation, method) -> {
            operation.getResponses().addApiResponse("default", new ApiResponse()
                    .description("A problem (RFC 9457); docs/problems.md says what each type means")
                    .content(new Content().addMediaType(MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            new io.swagger.v3.oas.models.media.MediaType().schema(problem))));
            return operation;
        };
    }

    private static Parameter query(String name, String description, Schema<?> schema) {
        return new QueryParameter().name(name).description(description).required(false).schema(schema);
    }

    static String words(String methodName) {
        String words = methodName.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
