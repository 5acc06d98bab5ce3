package dev.souk.product.search;

/** A search that cannot be answered as it was asked. */
public final class InvalidSearch extends RuntimeException {

    private final String parameter;

    InvalidSearch(String parameter, String detail) {
        super(detail);
        this.parameter = parameter;
    }

    /** The name of the query parameter that is wrong. */
    public String parameter() {
        return parameter;
    }
}
