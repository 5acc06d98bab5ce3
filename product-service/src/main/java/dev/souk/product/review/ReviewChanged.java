package dev.souk.product.review;

/** The review is no longer what the caller has read. */
public final class ReviewChanged extends RuntimeException {

    ReviewChanged(Review review) {
        super("review " + review.id() + " is at version " + review.version() + "; read it again");
    }
}
