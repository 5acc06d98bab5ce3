package dev.souk.product.config;

import dev.souk.product.catalogue.JsonObjects;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Component
final class JacksonObjects implements JsonObjects {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final JsonMapper json;

    JacksonObjects(JsonMapper json) {
        this.json = json.rebuild().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    @Override
    public String write(Map<String, ?> object) {
        return json.writeValueAsString(object);
    }

    @Override
    public Map<String, Object> read(byte[] utf8) {
        Map<String, Object> object;
        try {
            object = json.readValue(utf8, OBJECT);
        } catch (JacksonException unreadable) {
            throw new Unreadable(unreadable.getOriginalMessage());
        }
        if (object == null) {
            throw new Unreadable("null is no object");
        }
        return object;
    }
}
