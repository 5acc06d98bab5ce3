package dev.souk.product.catalogue;

/** A product breaks a rule of the catalogue. */
public final class InvalidProduct extends RuntimeException {

    private final String pointer;

    /**
     * @param pointer JSON pointer to what is wrong, for example {@code /variants/0/price}
     * @param detail what the rule is
     */
    public InvalidProduct(String pointer, String detail) {
        super(detail);
        this.pointer = pointer;
    }

    /** The same, of a part of something larger. */
    public InvalidProduct in(String parentPointer) {
        return new InvalidProduct(parentPointer + pointer, detail());
    }

    public String pointer() {
        return pointer;
    }

    /** The rule in words, to be shown to whoever sent the product. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
