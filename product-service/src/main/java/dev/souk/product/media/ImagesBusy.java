package dev.souk.product.media;

/** As many images as memory allows are being checked at this moment, or another request is checking this one. */
public final class ImagesBusy extends RuntimeException {

    ImagesBusy() {
        super("other images are being checked; complete this one again in some seconds");
    }
}
