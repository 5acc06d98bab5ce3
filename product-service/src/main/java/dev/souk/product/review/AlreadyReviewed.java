package dev.souk.product.review;

import java.util.UUID;

/** A shopper has one review of each product. */
public final class AlreadyReviewed extends RuntimeException {

    AlreadyReviewed(UUID review) {
        super("you have reviewed this product already; edit your review " + review + " instead");
    }
}
