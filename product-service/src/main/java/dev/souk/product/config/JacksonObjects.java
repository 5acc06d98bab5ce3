package dev.souk.product.config;

import dev.souk.product.catalogue.JsonObjects;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Component
final class JacksonObjects implements JsonObjects {

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
    };

    /** How Jackson begins to say so. */
    private static final String KEY_COMES_TWICE = "Duplicate Object property";

    private final JsonMapper json;

    JacksonObjects(JsonMapper json) {
        this.json = json.rebuild().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
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
        } catch (StreamReadException malformed) {
            // Jackson's own words are about its settings
            int column = malformed.getLocation().getColumnNr();
            throw new Unreadable(malformed.getOriginalMessage().startsWith(KEY_COMES_TWICE)
                    ? "a key comes for the second time before column " + column
                    : "it goes wrong at column " + column);
        } catch (JacksonException otherType) {
            throw new Unreadable("it is something else, or something follows it");
        }
        if (object == null) {
            throw new Unreadable("it is null");
        }
        return object;
    }
}
