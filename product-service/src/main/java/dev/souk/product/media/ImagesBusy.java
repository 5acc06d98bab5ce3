package dev.souk.product.media;

/** As many images as memory allows are being checked at this moment. */
public final class ImagesBusy extends RuntimeException {

    ImagesBusy() {
        super("other images are being checked; complete this one again in some seconds");
    }
}
