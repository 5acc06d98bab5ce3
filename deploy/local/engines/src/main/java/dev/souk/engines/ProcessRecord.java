package dev.souk.engines;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** What is kept in a file about a process that was started, to find it again. */
record ProcessRecord(
        String name,
        long pid,
        Birth birth,
        Instant startedAt,
        List<Integer> ports,
        StopSignal stopSignal) {

    boolean isAlive() {
        return birth.isAlive(pid);
    }

    Running running() {
        return new Running(name, pid, startedAt, ports);
    }

    /** Replaces the file in one step: a reader sees the old record or the new one. */
    void write(Path file) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(draft)) {
                toProperties().store(writer, null);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<ProcessRecord> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            return Optional.of(from(properties));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("name", name);
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("birth", birth.mark());
        properties.setProperty("startedAt", startedAt.toString());
        properties.setProperty(
                "ports", ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
        properties.setProperty("stopSignal", stopSignal.name());
        return properties;
    }

    private static ProcessRecord from(Properties properties) {
        return new ProcessRecord(
                properties.getProperty("name", ""),
                Long.parseLong(properties.getProperty("pid", "0")),
                new Birth(properties.getProperty("birth", "")),
                Instant.parse(properties.getProperty("startedAt", Instant.EPOCH.toString())),
                ports(properties.getProperty("ports", "")),
                StopSignal.valueOf(properties.getProperty("stopSignal", StopSignal.TERM.name())));
    }

    private static List<Integer> ports(String list) {
        return Arrays.stream(list.split(",")).filter(port -> !port.isEmpty()).map(Integer::valueOf).toList();
    }
}
