package dev.souk.product.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the first bytes of an image say of it. Read without decoding a pixel, so that a small file which unfolds into
 * gigabytes of them costs nothing.
 */
record ImageHeader(ImageFormat format, int width, int height) {

    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int PNG_IHDR = 0x49484452;
    private static final int JPEG_SOI = 0xffd8;

    long pixels() {
        return (long) width * height;
    }

    /** Empty when the bytes are no image of a format that we take, or a damaged one. */
    static Optional<ImageHeader> read(byte[] file) {
        try {
            return png(ByteBuffer.wrap(file))
                    .or(() -> jpeg(ByteBuffer.wrap(file)))
                    .filter(header -> header.width > 0 && header.height > 0);
        } catch (BufferUnderflowException | IllegalArgumentException truncated) {
            return Optional.empty();
        }
    }

    private static Optional<ImageHeader> png(ByteBuffer file) {
        if (file.remaining() < 24 || file.getLong() != PNG_SIGNATURE) {
            return Optional.empty();
        }
        file.getInt();
        return file.getInt() == PNG_IHDR
                ? Optional.of(new ImageHeader(ImageFormat.PNG, file.getInt(), file.getInt()))
                : Optional.empty();
    }

    private static Optional<ImageHeader> jpeg(ByteBuffer file) {
        if (file.remaining() < 4 || word(file) != JPEG_SOI) {
            return Optional.empty();
        }
        while (true) {
            int marker = word(file);
            if (marker >>> 8 != 0xff) {
                return Optional.empty();
            }
            if (isStartOfFrame(marker & 0xff)) {
                file.position(file.position() + 3);
                int height = word(file);
                return Optional.of(new ImageHeader(ImageFormat.JPEG, word(file), height));
            }
            int length = word(file);
            file.position(file.position() + length - 2);
        }
    }

    /** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
    static boolean isStartOfFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static int word(ByteBuffer file) {
        return file.getShort() & 0xffff;
    }
}
