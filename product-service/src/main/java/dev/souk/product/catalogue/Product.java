package dev.souk.product.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What Souk sells. Immutable: an edit answers the product after it.
 *
 * @param externalId its id in the partner's feed
 * @param version counts the edits, from 1
 */
public record Product(ProductId id, @Nullable String externalId, ProductDetails details, ProductStatus status,
        long version) {

    private static final int LONGEST_EXTERNAL_ID = 100;

    /** @throws InvalidProduct when the external id is blank, longer than 100 characters or not one line */
    public Product {
        if (externalId != null) {
            Texts.checkLine("/externalId", externalId, LONGEST_EXTERNAL_ID);
            if (externalId.isBlank()) {
                throw new InvalidProduct("/externalId", "is not blank; leave it out when there is none");
            }
        }
    }

    /** @throws InvalidProduct when SKUs of it {@linkplain ProductDetails#checkSkus cannot be told apart} */
    static Product create(@Nullable String externalId, ProductDetails details, ProductStatus status) {
        details.checkSkus();
        return new Product(ProductId.next(), externalId, details, status, 1);
    }

    Product edit(ProductDetails edited, ProductStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalProductTransition(status, next);
        }
        if (!edited.variants().equals(details.variants())) {
            edited.checkSkus();
        }
        return new Product(id, externalId, edited, next, version + 1);
    }

    Product withdraw() {
        return edit(details, ProductStatus.WITHDRAWN);
    }

    /** The next version, in which nothing but the price of the moment is another. */
    Product repriced() {
        return new Product(id, externalId, details, status, version + 1);
    }

    public boolean isPublished() {
        return status == ProductStatus.PUBLISHED;
    }
}
