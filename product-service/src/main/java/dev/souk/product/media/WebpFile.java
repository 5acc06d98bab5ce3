package dev.souk.product.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** WebP as of RFC 9649: RIFF, that is chunks of a type, a length and data. */
final class WebpFile {

    private static final int RIFF_HEADER = 12;
    private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L");
    private static final Set<String> KEPT = Set.of("VP8X", "ALPH", "VP8 ", "VP8L");
    private static final int ANIMATED = 0x02;
    /** Of the flags of VP8X only this one tells of the pixels. */
    private static final int HAS_ALPHA = 0x10;

    private WebpFile() {
    }

    /** @throws ImageRefused when it is broken, breaks off, is animated, or its pixels are not those of its header */
    static byte[] clean(byte[] file, ImageHeader header) {
        try {
            return read(file, header);
        } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
            throw new ImageRefused("the WebP file breaks off or is broken; export it again");
        }
    }

    private static byte[] read(byte[] bytes, ImageHeader header) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = 8 + file.getInt(4);
        if (end > file.limit() || end < RIFF_HEADER) {
            throw new IllegalArgumentException("it ends before it should");
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int pictures = 0;
        int next;
        for (int at = RIFF_HEADER; at < end; at = next) {
            int length = file.getInt(at + 4);
            next = at + 8 + length + (length & 1);
            if (length < 0 || next > end) {
                throw new IllegalArgumentException("a chunk ends after the file");
            }
            String type = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("VP8X")) {
                checkStill(file.get(at + 8));
                file.put(at + 8, (byte) (file.get(at + 8) & HAS_ALPHA));
            } else if (PIXELS.contains(type)) {
                pictures++;
                checkSize(riff(Arrays.copyOfRange(bytes, at, next)), header);
            }
            if (KEPT.contains(type)) {
                chunks.write(bytes, at, next - at);
            }
        }
        if (pictures != 1) {
            throw new ImageRefused("the WebP file is animated or empty; upload one still image");
        }
        return riff(chunks.toByteArray());
    }

    private static void checkStill(byte flags) {
        if ((flags & ANIMATED) != 0) {
            throw new ImageRefused("the image is animated; upload a still one");
        }
    }

    /** @param pixels a file of this chunk only, whose own header says how many they are */
    private static void checkSize(byte[] pixels, ImageHeader header) {
        Optional<ImageHeader> own = ImageHeader.read(pixels);
        if (own.filter(header::equals).isEmpty()) {
            throw new ImageRefused("the WebP file has other pixels than its header says; export it again");
        }
    }

    private static byte[] riff(byte[] chunks) {
        return ByteBuffer.allocate(RIFF_HEADER + chunks.length).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + chunks.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(chunks).array();
    }
}
