package dev.souk.product.review;

import java.util.UUID;

/** There is no such review, or it is not the caller's business. */
public final class ReviewNotFound extends RuntimeException {

    ReviewNotFound(UUID review) {
        super("there is no review " + review + ", or it is not yours");
    }
}
