package dev.souk.product.catalogue;

import java.util.LinkedHashMap;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How attributes are kept in a {@code jsonb} column. */
@Component
public final class AttributesJson {

    private static final TypeReference<LinkedHashMap<String, Object>> VALUES = new TypeReference<>() {
    };

    private final JsonMapper json;

    AttributesJson(JsonMapper json) {
        this.json = json;
    }

    public String write(Attributes attributes) {
        return json.writeValueAsString(attributes.values());
    }

    public Attributes read(String column) {
        return new Attributes(json.readValue(column, VALUES));
    }
}
