package dev.souk.common.messaging;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of messages. Its rules are part of the contracts, so they do not follow the application's own mapper, which is
 * strict about the unknown fields of requests: consumers ignore what they do not know, absent is written as absent.
 */
final class MessageJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private MessageJson() {
    }

    static String write(Object data) {
        return MAPPER.writeValueAsString(data);
    }

    static <T> T read(byte[] payload, Class<T> type) {
        try {
            T data = MAPPER.readValue(payload, type);
            if (data == null) {
                throw new UnreadableMessage("The payload is null, not a " + type.getSimpleName(), null);
            }
            return data;
        } catch (JacksonException e) {
            throw new UnreadableMessage("The payload is not a " + type.getSimpleName() + ": " + e.getOriginalMessage(),
                    e);
        }
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
