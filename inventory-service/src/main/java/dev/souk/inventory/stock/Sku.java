package dev.souk.inventory.stock;

import java.util.regex.Pattern;

/** A stock keeping unit: 1 to 64 printable characters. Its order is the order of locking. */
public record Sku(String value) implements Comparable<Sku> {

    private static final Pattern FORM = Pattern.compile("[^\\p{Cntrl}]{0,63}[^\\p{Cntrl}\\s]");

    /** @throws InvalidSku when the text is not a SKU */
    public Sku {
        if (!FORM.matcher(value).matches()) {
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
