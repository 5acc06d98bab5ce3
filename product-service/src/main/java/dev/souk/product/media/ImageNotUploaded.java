package dev.souk.product.media;

/** The upload was said to be complete, but nothing has arrived. */
public final class ImageNotUploaded extends RuntimeException {

    ImageNotUploaded() {
        super("nothing has been uploaded yet; PUT the file to its upload URL first");
    }
}
