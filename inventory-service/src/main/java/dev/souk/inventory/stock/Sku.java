package dev.souk.inventory.stock;

import java.util.regex.Pattern;

/** A stock keeping unit: 1 to 64 printable characters. Its order is the order of locking. */
public record Sku(String value) implements Comparable<Sku> {

    /** The form of a SKU: no control character or half of one (a lone surrogate), and no blank at the end. */
    public static final String FORM = "[^\\p{Cc}\\p{Cs}]{0,63}[^\\p{Cc}\\p{Cs}\\s]";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** @throws InvalidSku when the text is not a SKU */
    public Sku {
        if (!PATTERN.matcher(value).matches()) {
            throw new InvalidSku();
        }
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
