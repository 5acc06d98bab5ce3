package dev.souk.product.catalogue;

/** Whether shoppers see a product. */
public enum ProductStatus {

    /** Being prepared; only operators see it. */
    DRAFT,
    /** On sale. */
    PUBLISHED,
    /** No longer sold; kept because orders speak of its SKUs. */
    WITHDRAWN;

    /** What shoppers have seen does not become a draft again. */
    boolean canBecome(ProductStatus next) {
        return switch (next) {
            case DRAFT -> this == DRAFT;
            case PUBLISHED, WITHDRAWN -> true;
        };
    }
}
