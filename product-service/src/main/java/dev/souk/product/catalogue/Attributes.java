package dev.souk.product.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Named properties such as {@code product_colour: "Black"}: at most 400, each a text, a number or a truth value. */
public record Attributes(Map<String, Object> values) {

    public static final Attributes NONE = new Attributes(Map.of());

    /** In characters. */
    public static final int LONGEST_NAME = 100;

    private static final int MOST = 400;
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

    /** @throws InvalidProduct when it is blank, too long or not one line */
    static void checkName(String pointer, String name) {
        Texts.checkLine(pointer, name, LONGEST_NAME);
        if (name.isBlank()) {
            throw new InvalidProduct(pointer, "an attribute has a name");
        }
    }

    /** JSON pointer from what has the attributes to one of them. */
    static String pointer(String name) {
        return "/attributes/" + Texts.inPointer(name);
    }

    private static void check(String name, @Nullable Object value) {
        checkName("/attributes", name);
        String pointer = pointer(name);
        switch (value) {
            case String text -> Texts.checkProse(pointer, text, LONGEST_TEXT);
            case Double number when !Double.isFinite(number) -> throw new InvalidProduct(pointer, "too large a number");
            case Number _,Boolean _ -> {
            }
            case null, default -> throw new InvalidProduct(pointer,
                    "an attribute is a text, a number or true or false");
        }
    }
}
