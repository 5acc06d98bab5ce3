package dev.souk.inventory.stock;

/** Where goods lie, by its short code. */
public record Warehouse(String code) implements Comparable<Warehouse> {

    /** Takes every supply for which nobody names a warehouse. */
    public static final Warehouse MAIN = new Warehouse("MAIN");

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
