package dev.souk.common.web.problem;

import java.time.DateTimeException;
import java.time.Instant;

import com.fasterxml.jackson.annotation.Nulls;
import dev.souk.common.web.validation.InstantLimits;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Requests are read strictly: an unknown or repeated field, text for a number, a fraction for a count, a null in a list, or a
 * text or an instant that no database stores is refused, not guessed at. Answers of other services and messages are read leniently by the
 * mapper that everybody shares.
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
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .addModule(new SimpleModule().addDeserializer(String.class, new TextWithoutNul())
                        .addDeserializer(Instant.class, new InstantWithinLimits()))
                .build();
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict));
    }

    /** PostgreSQL refuses U+0000 in a text. */
    private static final class TextWithoutNul extends StdScalarDeserializer<String> {

        TextWithoutNul() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            String text = StringDeserializer.instance.deserialize(json, context);
            if (text.indexOf('\0') >= 0) {
                throw context.weirdStringException(text, String.class, "has the character U+0000");
            }
            return text;
        }
    }

    private static final class InstantWithinLimits extends StdScalarDeserializer<Instant> {

        InstantWithinLimits() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            Instant instant = InstantDeserializer.INSTANT.deserialize(json, context);
            try {
                return InstantLimits.check(instant);
            } catch (DateTimeException beyond) {
                throw context.weirdStringException(instant.toString(), Instant.class, "is not in the years 1 to 9999");
            }
        }
    }
}
