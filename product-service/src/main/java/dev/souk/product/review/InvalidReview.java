package dev.souk.product.review;

/** A review that cannot be kept. */
public final class InvalidReview extends RuntimeException {

    private final String pointer;
    private final String detail;

    InvalidReview(String pointer, String detail) {
        super(pointer + ": " + detail);
        this.pointer = pointer;
        this.detail = detail;
    }

    /** JSON pointer to the field. */
    public String pointer() {
        return pointer;
    }

    public String detail() {
        return detail;
    }
}
