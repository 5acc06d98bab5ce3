package dev.souk.product.catalogue;

/** Nobody has created this category. */
public final class CategoryNotFound extends RuntimeException {

    private final String pointer;

    /** @param pointer JSON pointer to what names the category */
    CategoryNotFound(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    public String pointer() {
        return pointer;
    }
}
