package dev.souk.product.review;

/** Only who has bought a product reviews it. */
public final class NotBought extends RuntimeException {

    NotBought() {
        super("you review what you have bought: order this product, and come back when the order is confirmed; after that it "
                + "takes some seconds until it is known here");
    }
}
