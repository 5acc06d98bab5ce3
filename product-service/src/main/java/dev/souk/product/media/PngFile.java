package dev.souk.product.media;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** PNG as of W3C's third edition: a signature and chunks, each of a length, a type, data and a checksum. */
final class PngFile {

    private static final int SIGNATURE_SIZE = 8;
    private static final int HEADER = type("IHDR");
    private static final int DATA = type("IDAT");
    private static final int END = type("IEND");
    private static final int ANIMATION = type("acTL");
    /** What the pixels need; all else is metadata, and a place to hide things in. */
    private static final Set<Integer> KEPT = Set.of(HEADER, type("PLTE"), type("tRNS"), DATA, END);

    /** First column, first row, column and row steps of the seven passes of an interlaced image. */
    private static final int[][] PASSES = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4},
            {1, 0, 2, 2}, {0, 1, 1, 2}};

    private final ByteBuffer file;
    private final ByteArrayOutputStream clean = new ByteArrayOutputStream();
    private final Inflater inflater = new Inflater();
    private final byte[] unfolded = new byte[64 * 1024];
    private long expected = -1;
    private long found;

    private PngFile(byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /** @throws ImageRefused when it is broken, animated, or its pixels are not those that the header announces */
    static byte[] clean(byte[] file) {
        PngFile png = new PngFile(file);
        try {
            return png.read();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException
                | DataFormatException broken) {
            throw new ImageRefused("the PNG file is broken; export it again");
        } finally {
            png.inflater.end();
        }
    }

    private byte[] read() throws DataFormatException {
        clean.write(file.array(), 0, SIGNATURE_SIZE);
        file.position(SIGNATURE_SIZE);
        int type;
        do {
            type = chunk();
        } while (type != END);
        if (found != expected || !inflater.finished()) {
            throw new ImageRefused("the PNG file breaks off or has more pixels than its header says; export it again");
        }
        return clean.toByteArray();
    }

    private int chunk() throws DataFormatException {
        int start = file.position();
        int length = file.getInt();
        int type = file.getInt();
        ByteBuffer data = file.slice(file.position(), length);
        file.position(file.position() + length);
        if (checksum(start + 4, length + 4) != file.getInt()) {
            throw new ImageRefused("the PNG file is damaged; export it again");
        }
        if (type == ANIMATION) {
            throw new ImageRefused("the image is animated; upload a still one");
        }
        if (type == HEADER) {
            if (expected >= 0) {
                throw new IllegalArgumentException("a second header");
            }
            expected = unfoldedSize(data);
        } else if (type == DATA) {
            unfold(data);
        }
        if (KEPT.contains(type)) {
            clean.write(file.array(), start, length + 12);
        }
        return type;
    }

    private int checksum(int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(file.array(), from, length);
        return (int) crc.getValue();
    }

    /** Unfolds only as far as the header allows, through a buffer of fixed size. */
    private void unfold(ByteBuffer data) throws DataFormatException {
        inflater.setInput(data);
        while (!inflater.needsInput() && !inflater.finished() && !inflater.needsDictionary() && found <= expected) {
            found += inflater.inflate(unfolded);
        }
    }

    /** Bytes of all rows, each with its filter byte. */
    private static long unfoldedSize(ByteBuffer header) {
        int width = header.getInt();
        int height = header.getInt();
        int bitsPerPixel = header.get() * channels(header.get());
        header.position(12);
        if (header.get() == 0) {
            return rows(width, height, bitsPerPixel);
        }
        long sum = 0;
        for (int[] pass : PASSES) {
            sum += rows((width - pass[0] + pass[2] - 1) / pass[2], (height - pass[1] + pass[3] - 1) / pass[3],
                    bitsPerPixel);
        }
        return sum;
    }

    private static long rows(int width, int height, long bitsPerPixel) {
        return width <= 0 || height <= 0 ? 0 : height * (1 + (width * bitsPerPixel + 7) / 8);
    }

    private static int channels(int colourType) {
        return switch (colourType) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw new IllegalArgumentException("no colour type of PNG");
        };
    }

    private static int type(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
