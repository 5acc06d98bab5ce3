package dev.souk.product.media;

/**
 * An image file that was looked through from its first to its last byte: it is whole, it is one still picture, and beside
 * what the pixels need it carries nothing: no EXIF (which may tell where a photo was taken), no XMP, comments, colour profile
 * or embedded preview, and nothing after its end. Its pixels are untouched.
 *
 * @param width as it is shown, after turning
 * @param height as it is shown, after turning
 * @param orientation how a viewer turns it, as EXIF numbers it: 1 to 8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CleanPicture(ImageFormat format, byte[] file, int width, int height, int orientation) {

    static final int UPRIGHT = 1;

    /** From here on the orientations lie on their side. */
    private static final int FIRST_ON_ITS_SIDE = 5;

    /**
     * Reads and rewrites the file; costs a few times its size, whatever its pixels would unfold to.
     *
     * @throws ImageRefused when it is broken, not of the format, animated, or would unfold to more than its header says
     */
    static CleanPicture of(ImageHeader header, byte[] file) {
        return switch (header.format()) {
            case PNG -> upright(header, PngFile.clean(file));
            case WEBP -> throw new ImageRefused("nobody here looks at the pixels of WebP; export it as JPEG or PNG");
            case JPEG -> {
                JpegFile jpeg = JpegFile.clean(file, header);
                yield jpeg.orientation() < FIRST_ON_ITS_SIDE
                        ? new CleanPicture(header.format(), jpeg.file(), header.width(), header.height(),
                                jpeg.orientation())
                        : new CleanPicture(header.format(), jpeg.file(), header.height(), header.width(),
                                jpeg.orientation());
            }
        };
    }

    private static CleanPicture upright(ImageHeader header, byte[] file) {
        return new CleanPicture(header.format(), file, header.width(), header.height(), UPRIGHT);
    }
}
