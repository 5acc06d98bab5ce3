package dev.souk.local.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads what has been added to a log. */
final class LogFollower {

    private static final int MOST_BYTES_PER_LINE = 512;

    private final Path file;
    private long position;

    private LogFollower(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** The first call of {@link #printNew} then prints the last lines. */
    static LogFollower atEndOf(Path file, int lines) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - (long) lines * MOST_BYTES_PER_LINE);
            log.seek(start);
            byte[] bytes = new byte[(int) (log.length() - start)];
            log.readFully(bytes);
            return new LogFollower(file, start + startOfLastLines(bytes, lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param named begins each line with the name of the log */
    void printNew(PrintWriter out, boolean named) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.min(position, log.length()));
            byte[] bytes = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(bytes);
            int end = lastLineEnd(bytes);
            position = log.getFilePointer() - (bytes.length - end);
            String prefix = named ? file.getFileName().toString().replace(".log", "") + " | " : "";
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> out.println(prefix + line));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int startOfLastLines(byte[] bytes, int lines) {
        int missing = lines + 1;
        for (int at = bytes.length - 1; at >= 0; at--) {
            if (bytes[at] == '\n' && --missing == 0) {
                return at + 1;
            }
        }
        return 0;
    }

    private static int lastLineEnd(byte[] bytes) {
        for (int at = bytes.length - 1; at >= 0; at--) {
            if (bytes[at] == '\n') {
                return at + 1;
            }
        }
        return 0;
    }
}
