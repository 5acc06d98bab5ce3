package dev.souk.product.media;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * JPEG as of ITU T.81: segments, each of a marker and a length, and scans of pixels between them.
 *
 * @param file without metadata; how it is turned is still in it, since its pixels are not
 * @param orientation as of EXIF, 1 to 8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JpegFile(byte[] file, int orientation) {

    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;
    private static final int JFIF = 0xe0;
    private static final int EXIF = 0xe1;
    private static final int ADOBE = 0xee;

    /** Lengths of the segments without a preview and without anything of one's own. */
    private static final int BARE_JFIF = 16;
    private static final int BARE_ADOBE = 14;

    /** Common encoders make ten; each of more costs a pass over all pixels. */
    private static final int MOST_SCANS = 20;

    private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION_TAG = 0x0112;
    /** A segment that says the orientation, in the byte of {@link #ORIENTATION_PLACE}, and nothing else. */
    private static final byte[] ORIENTATION_ONLY = HexFormat.of().parseHex(
            "ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00000000" + "00000000");
    private static final int ORIENTATION_PLACE = 29;

    /** @throws ImageRefused when it is broken, breaks off, is made to be slow, or its pixels are not those of its header */
    static JpegFile clean(byte[] file, ImageHeader header) {
        try {
            return new Reading(file, header).read();
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw new ImageRefused("the JPEG file breaks off or is broken; export it again");
        }
    }

    private static final class Reading {

        private final byte[] bytes;
        private final ImageHeader header;
        private final ByteBuffer file;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int orientation = CleanPicture.UPRIGHT;
        private int frames;
        private int scans;

        Reading(byte[] bytes, ImageHeader header) {
            this.bytes = bytes;
            this.header = header;
            this.file = ByteBuffer.wrap(bytes);
        }

        JpegFile read() {
            file.position(2);
            int marker = marker();
            while (marker != END_OF_IMAGE) {
                segment(marker);
                marker = marker();
            }
            if (frames != 1 || scans == 0) {
                throw new IllegalArgumentException("no picture in it");
            }
            return new JpegFile(whole(), orientation);
        }

        private int marker() {
            if ((file.get() & 0xff) != 0xff) {
                throw new IllegalArgumentException("no marker where one belongs");
            }
            int marker;
            do {
                marker = file.get() & 0xff;
            } while (marker == 0xff);
            return marker;
        }

        private void segment(int marker) {
            int start = file.position();
            int length = file.getShort(start) & 0xffff;
            ByteBuffer segment = file.slice(start, length);
            file.position(start + length);
            if (ImageHeader.isStartOfFrame(marker)) {
                frames++;
                checkSize(segment);
            }
            if (marker == EXIF) {
                orientation = orientationIn(segment);
            }
            if (isKept(marker, length)) {
                body.write(0xff);
                body.write(marker);
                body.write(bytes, start, length);
            }
            if (marker == START_OF_SCAN) {
                scan();
            }
        }

        /** The header was read by another way through the file, which fill bytes between the segments lead astray. */
        private void checkSize(ByteBuffer frame) {
            if ((frame.getShort(3) & 0xffff) != header.height() || (frame.getShort(5) & 0xffff) != header.width()) {
                throw new ImageRefused("the JPEG file has other pixels than its header says; export it again");
            }
        }

        private static boolean isKept(int marker, int length) {
            return switch (marker) {
                case JFIF -> length == BARE_JFIF;
                case ADOBE -> length == BARE_ADOBE;
                default -> marker < JFIF;
            };
        }

        /** Copies up to the next marker that is no part of the pixels. */
        private void scan() {
            scans++;
            if (scans > MOST_SCANS) {
                throw new ImageRefused("the JPEG file has more than " + MOST_SCANS + " scans; export it as baseline");
            }
            int start = file.position();
            int end = start;
            while ((file.get(end) & 0xff) != 0xff || isPixels(file.get(end + 1) & 0xff)) {
                end++;
            }
            body.write(bytes, start, end - start);
            file.position(end);
        }

        /** A stuffed zero, a fill byte, or a restart. */
        private static boolean isPixels(int marker) {
            return marker == 0 || marker == 0xff || (marker >= 0xd0 && marker <= 0xd7);
        }

        private byte[] whole() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(body.size() + 64);
            whole.write(0xff);
            whole.write(START_OF_IMAGE);
            if (orientation != CleanPicture.UPRIGHT) {
                byte[] turned = ORIENTATION_ONLY.clone();
                turned[ORIENTATION_PLACE] = (byte) orientation;
                whole.writeBytes(turned);
            }
            whole.writeBytes(body.toByteArray());
            whole.write(0xff);
            whole.write(END_OF_IMAGE);
            return whole.toByteArray();
        }
    }

    /** What is no EXIF, or broken, turns nothing. */
    private static int orientationIn(ByteBuffer segment) {
        try {
            byte[] name = new byte[EXIF_NAME.length];
            segment.get(2, name);
            return Arrays.equals(name, EXIF_NAME)
                    ? orientationInTiff(segment.slice(8, segment.limit() - 8))
                    : CleanPicture.UPRIGHT;
        } catch (IndexOutOfBoundsException broken) {
            return CleanPicture.UPRIGHT;
        }
    }

    private static int orientationInTiff(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((tiff.getShort(entry) & 0xffff) == ORIENTATION_TAG) {
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : CleanPicture.UPRIGHT;
            }
        }
        return CleanPicture.UPRIGHT;
    }
}
