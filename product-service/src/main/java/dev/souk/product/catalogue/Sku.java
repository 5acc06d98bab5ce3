package dev.souk.product.catalogue;

import java.util.regex.Pattern;

/** Names one variant of a product to everybody: carts, orders, stock. */
public record Sku(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** @throws InvalidProduct when it is not {@link #isSku} */
    public Sku {
        if (!isSku(value)) {
            throw new InvalidProduct("/sku",
                    "a SKU is 1 to 64 letters, digits, dots, dashes and underscores and begins with a letter or digit");
        }
    }

    /** Whether it has 1 to 64 letters, digits, dots, dashes and underscores and begins with a letter or digit. */
    public static boolean isSku(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
