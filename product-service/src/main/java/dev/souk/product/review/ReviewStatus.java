package dev.souk.product.review;

/** Where a review stands between its shopper and the operators. */
public enum ReviewStatus {

    /** Nobody has read it yet, or it was edited since. */
    PENDING,
    /** Everybody sees it, and it counts. */
    APPROVED,
    /** Its shopper may edit it. */
    REJECTED
}
