package dev.souk.common.web.problem;

import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests are read strictly: an unknown or repeated field, text for a number or a fraction for a count is refused, not
 * guessed at. Answers of other services and messages are read leniently by the mapper that everybody shares.
 */
@Order(Ordered.LOWEST_PRECEDENCE)
final class StrictRequestJson implements ServerHttpMessageConvertersCustomizer {

    private final JsonMapper shared;

    StrictRequestJson(JsonMapper shared) {
        this.shared = shared;
    }

    @Override
    public void customize(HttpMessageConverters.ServerBuilder converters) {
        JsonMapper strict = shared.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
    }
}
