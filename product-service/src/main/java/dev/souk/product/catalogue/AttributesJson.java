package dev.souk.product.catalogue;

import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** How attributes are kept in a {@code jsonb} column. */
@Component
public final class AttributesJson {

    private final JsonObjects json;

    AttributesJson(JsonObjects json) {
        this.json = json;
    }

    public String write(Attributes attributes) {
        return json.write(attributes.values());
    }

    public Attributes read(String column) {
        return new Attributes(json.read(column.getBytes(StandardCharsets.UTF_8)));
    }
}
