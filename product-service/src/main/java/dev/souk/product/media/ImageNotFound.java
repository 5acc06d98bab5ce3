package dev.souk.product.media;

/** The product has no such image, or there are no such bytes. */
public final class ImageNotFound extends RuntimeException {

    ImageNotFound(String message) {
        super(message);
    }
}
