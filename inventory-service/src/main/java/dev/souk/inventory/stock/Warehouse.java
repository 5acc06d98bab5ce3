package dev.souk.inventory.stock;

import java.util.regex.Pattern;

/** Where goods lie, by its short code. */
public record Warehouse(String code) implements Comparable<Warehouse> {

    /** The form of a code. */
    public static final String FORM = "[A-Z0-9][A-Z0-9-]{0,31}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    /** Takes every supply for which nobody names a warehouse. */
    public static final Warehouse MAIN = new Warehouse("MAIN");

    /** @throws InvalidWarehouse when the text is no code */
    public Warehouse {
        if (!PATTERN.matcher(code).matches()) {
            throw new InvalidWarehouse();
        }
    }

    /** The main warehouse first, because a shipment from it is the cheapest; then by code. */
    @Override
    public int compareTo(Warehouse other) {
        if (equals(other)) {
            return 0;
        }
        if (equals(MAIN)) {
            return -1;
        }
        return other.equals(MAIN) ? 1 : code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
