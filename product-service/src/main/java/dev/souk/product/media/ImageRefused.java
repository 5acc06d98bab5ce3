package dev.souk.product.media;

/** What was uploaded, or is about to be, is not an image that the catalogue shows. */
public final class ImageRefused extends RuntimeException {

    ImageRefused(String message) {
        super(message);
    }
}
