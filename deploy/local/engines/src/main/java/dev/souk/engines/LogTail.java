package dev.souk.engines;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, read from its end however long it is. */
public final class LogTail {

    private static final int LINES = 20;
    private static final int BYTES = 16 * 1024;

    private LogTail() {
    }

    /** For a message: where the log is, and its last lines. */
    public static String describe(Path log) {
        List<String> lines = read(log);
        return lines.isEmpty()
                ? "Its log %s is empty.".formatted(log)
                : "The end of its log %s:%n%s".formatted(log, String.join(System.lineSeparator(), lines));
    }

    static List<String> read(Path log) {
        List<String> lines = lastBytes(log).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private static String lastBytes(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(BYTES, file.length())];
            file.seek(file.length() - bytes.length);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
