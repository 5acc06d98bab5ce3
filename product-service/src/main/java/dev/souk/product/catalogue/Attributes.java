package dev.souk.product.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Named properties such as {@code product_colour: "Black"}: at most 400, each a text, a number or a truth value. */
public record Attributes(Map<String, Object> values) {

    public static final Attributes NONE = new Attributes(Map.of());

    private static final int MOST = 400;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 20_000;

    /** @throws InvalidProduct when there are too many, or one has another form */
    public Attributes {
        if (values.size() > MOST) {
            throw new InvalidProduct("/attributes", "a product has at most " + MOST + " attributes");
        }
        values.forEach(Attributes::check);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a textual attribute. */
    public Optional<String> text(String name) {
        return values.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static void check(String name, Object value) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new InvalidProduct("/attributes",
                    "the name of an attribute has 1 to " + LONGEST_NAME + " characters");
        }
        switch (value) {
            case String text when text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0 -> {
            }
            case Number _,Boolean _ -> {
            }
            case null, default -> throw new InvalidProduct("/attributes/" + name,
                    "an attribute is a text of at most " + LONGEST_TEXT + " characters, a number or true or false");
        }
    }
}
