package dev.souk.product.catalogue;

/** A request names a category that nobody has created. */
public final class UnknownCategory extends RuntimeException {

    private final String pointer;

    /** @param pointer JSON pointer to what names the category */
    UnknownCategory(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
