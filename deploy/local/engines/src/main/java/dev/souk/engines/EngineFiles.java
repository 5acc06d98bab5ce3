package dev.souk.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files of the engines that only their owner can read, because they hold data and secrets. */
final class EngineFiles {

    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private EngineFiles() {
    }

    static Path directory(Path directory) {
        try {
            Files.createDirectories(directory.getParent());
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path write(Path file, String content) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of the form {@code name<separator>value}, sorted by name. */
    static Path writeSettings(Path file, String separator, Map<String, ?> settings) {
        return write(file, new TreeMap<>(settings).entrySet().stream()
                .map(entry -> entry.getKey() + separator + entry.getValue() + "\n").collect(Collectors.joining()));
    }

    /** A properties file, whose values may hold any character. */
    static Path writeProperties(Path file, Properties properties) {
        write(file, "");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
