package dev.souk.local.cli;

import dev.souk.local.ReadableLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads what has been added to a log. */
final class LogFollower {

    private static final int BLOCK = 64 * 1024;

    private final Path file;
    private long position;

    private LogFollower(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** The first call of {@link #printNew} then prints the last lines. */
    static LogFollower atEndOf(Path file, int lines) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            return new LogFollower(file, startOfLastLines(log, lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program whose log this is. */
    static String program(Path file) {
        return file.getFileName().toString().replace(".log", "");
    }

    /**
     * @param named begins each line with the name of the program
     * @param whole leaves lines as they are, else they are made readable
     */
    void printNew(PrintWriter out, boolean named, boolean whole) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.min(position, log.length()));
            byte[] bytes = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(bytes);
            int end = lastLineEnd(bytes);
            position = log.getFilePointer() - (bytes.length - end);
            String prefix = named ? program(file) + " | " : "";
            String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
            (whole ? text : ReadableLog.of(text)).lines().forEach(line -> out.println(prefix + line));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long startOfLastLines(RandomAccessFile log, int lines) throws IOException {
        byte[] block = new byte[BLOCK];
        long lineEnds = 0;
        for (long end = log.length(); end > 0; end -= BLOCK) {
            int size = (int) Math.min(BLOCK, end);
            log.seek(end - size);
            log.readFully(block, 0, size);
            for (int at = size - 1; at >= 0; at--) {
                if (block[at] == '\n' && lineEnds++ == lines) {
                    return end - size + at + 1;
                }
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
