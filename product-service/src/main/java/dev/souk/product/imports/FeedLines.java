package dev.souk.product.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a feed, plain or gzip (the first two bytes tell), with bounded memory whatever the file contains.
 * For one thread.
 */
final class FeedLines implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int END = -1;

    private final InputStream in;
    private final ImportProperties limits;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;
    private long bytes;
    private long lines;

    private FeedLines(InputStream in, ImportProperties limits) {
        this.in = in;
        this.limits = limits;
    }

    static FeedLines of(InputStream file, ImportProperties limits) throws IOException {
        BufferedInputStream peekable = new BufferedInputStream(file, BUFFER);
        peekable.mark(2);
        boolean gzip = peekable.read() == 0x1f && peekable.read() == 0x8b;
        peekable.reset();
        return new FeedLines(gzip ? gunzip(peekable) : peekable, limits);
    }

    /**
     * Passes over some of the lines that have taken effect before, about as many bytes as a batch has. The checkpoint counts
     * lines because a compressed file cannot be entered in its middle.
     *
     * @return false when {@code count} lines are behind, or all
     */
    boolean skipSome(long count) throws IOException {
        long end = bytes + limits.batchSize().toBytes();
        while (lines < count && bytes < end && next() != null) {
            // nothing is done with them
        }
        return lines < count && bytes >= end;
    }

    /** The next lines; empty at the end of the file. */
    List<FeedLine> batch() throws IOException {
        List<FeedLine> batch = new ArrayList<>();
        long end = bytes + limits.batchSize().toBytes();
        while (batch.size() < limits.batchLines() && bytes < end) {
            FeedLine line = next();
            if (line == null) {
                break;
            }
            batch.add(line);
        }
        return batch;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable FeedLine next() throws IOException {
        int next = read();
        if (next == END) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
        long length = 0;
        for (; next != END && next != '\n'; next = read()) {
            if (length++ < limits.longestLine().toBytes()) {
                line.write(next);
            }
        }
        return new FeedLine(++lines, length > limits.longestLine().toBytes() ? null : line.toByteArray());
    }

    private int read() throws IOException {
        if (position == filled) {
            fill();
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[position++] & 0xff;
    }

    private void fill() throws IOException {
        position = 0;
        try {
            filled = in.read(buffer);
        } catch (ZipException | EOFException damaged) {
            throw new UnreadableFeed("the gzip file is damaged after line " + lines + ": " + damaged.getMessage());
        }
        bytes += Math.max(filled, 0);
        if (bytes > limits.largestFeed().toBytes()) {
            throw new UnreadableFeed("the feed is larger than " + limits.largestFeed().toMegabytes()
                    + " MB after decompression; split it");
        }
    }

    private static InputStream gunzip(InputStream file) throws IOException {
        try {
            return new GZIPInputStream(file, BUFFER);
        } catch (ZipException | EOFException damaged) {
            throw new UnreadableFeed("the file begins like gzip but is not: " + damaged.getMessage());
        }
    }
}
