package dev.souk.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ahead-of-time caches of the JVM (JEP 483, 514, 515) for the engines. The name of a file tells the JVM, the flags and
 * the jars that it was made with, so that a change of any of them never meets a cache that does not fit.
 */
final class AotCaches {

    private static final String TRAINING_FLAG = "-XX:AOTCacheOutput=";
    private static final String DRAFT = ".new";

    private final Path directory;

    AotCaches(Path directory) {
        this.directory = directory;
    }

    /** What makes a JVM use the cache, or make it; nothing when there is none and this is no training. */
    List<String> flags(String engine, List<String> flags, ClassPath classPath, boolean training) {
        Path cache = directory.resolve("%s-%s.aot".formatted(engine, fingerprint(flags, classPath)));
        if (Files.exists(cache)) {
            return List.of("-XX:AOTCache=" + cache);
        }
        return training ? List.of(TRAINING_FLAG + cache + DRAFT) : List.of();
    }

    static boolean isTrainedBy(Program program) {
        return program.command().stream().anyMatch(flag -> flag.startsWith(TRAINING_FLAG));
    }

    /** Gives the new cache of the engine its name, and deletes those that it replaces. */
    void publish(String engine) {
        for (Path draft : files(engine, DRAFT)) {
            files(engine, ".aot").forEach(AotCaches::delete);
            rename(draft, draft.resolveSibling(draft.getFileName().toString().replace(DRAFT, "")));
        }
    }

    void discardDrafts(String engine) {
        Stream.of(DRAFT, DRAFT + ".config").flatMap(end -> files(engine, end).stream()).forEach(AotCaches::delete);
    }

    private List<Path> files(String engine, String end) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(engine + "-[0-9a-f]+\\.aot.*"))
                    .filter(file -> file.toString().endsWith(end)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(List<String> flags, ClassPath classPath) {
        String jvm = System.getProperty("java.vm.version") + System.getProperty("java.home");
        String jars = String.join("\n", classPath.files().stream().map(AotCaches::describe).toList());
        return HexFormat.of().formatHex(sha256(jvm + flags + jars), 0, 8);
    }

    /** The JVM compares the same when it opens a cache. */
    private static String describe(Path jar) {
        try {
            return jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
