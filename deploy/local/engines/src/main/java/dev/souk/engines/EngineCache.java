package dev.souk.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * What the engines' archives hold, unpacked once for all checkouts of this user: {@code $SOUK_CACHE},
 * {@code $XDG_CACHE_HOME/souk} or {@code ~/.cache/souk}. It can be deleted when no engine runs.
 */
final class EngineCache {

    private EngineCache() {
    }

    static Path directory() {
        return Stream.of(variable("SOUK_CACHE", ""), variable("XDG_CACHE_HOME", "souk")).flatMap(List::stream)
                .findFirst().orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "souk"));
    }

    /** The tree of a {@code .txz} that is the only such entry of the jar. */
    static Path unpackedTarXz(Path jar) {
        return unpacked(jar, directory -> untar(jar, directory));
    }

    static Path unpackedZip(Path zip) {
        return unpacked(zip, directory -> unzip(zip, directory));
    }

    /** One file of a jar, made executable. */
    static Path unpackedProgram(Path jar, String entry) {
        return unpacked(jar, directory -> extract(jar, entry, directory)).resolve(entry);
    }

    static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> variable(String name, String below) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? List.of() : List.of(Path.of(value).resolve(below));
    }

    /** Appears in one step under its final name, so that a torn extraction is never used. */
    private static Path unpacked(Path archive, Consumer<Path> unpack) {
        Path target = directory().resolve("engines")
                .resolve(archive.getFileName().toString().replaceAll("\\.\\w+$", ""));
        return Files.exists(target) ? target : unpackLocked(target, unpack);
    }

    private static Path unpackLocked(Path target, Consumer<Path> unpack) {
        try {
            Files.createDirectories(target.getParent());
            Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return Files.exists(target) ? target : unpackNow(target, unpack);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack to " + target, e);
        }
    }

    private static Path unpackNow(Path target, Consumer<Path> unpack) throws IOException {
        Path draft = Files.createTempDirectory(target.getParent(), "unpacking");
        try {
            unpack.accept(draft);
            // A temporary directory is closed to others, but PostgreSQL may have to run as another user.
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(draft)) {
                delete(draft);
            }
        }
    }

    private static void untar(Path jar, Path directory) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry archive = zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
            try (InputStream in = new XZInputStream(zip.getInputStream(archive))) {
                untar(in, directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar, e);
        }
    }

    /** By the system's tar, which keeps links and permissions. */
    private static void untar(InputStream tar, Path directory) throws IOException {
        Process process = new ProcessBuilder("tar", "-xf", "-", "-C", directory.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.getOutputStream()) {
            tar.transferTo(out);
        }
        int exit = Shell.waitFor(process);
        if (exit != 0) {
            throw new IOException("tar ended with " + exit);
        }
    }

    private static void unzip(Path zip, Path directory) {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                write(in, entry, directory.resolve(entry.getName()).normalize());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + zip, e);
        }
    }

    private static void write(ZipInputStream in, ZipEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(in, target);
        }
    }

    private static void extract(Path jar, String name, Path directory) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new BrokenInstallation("%s has no program for this system (%s)".formatted(jar, name));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, directory.resolve(name));
            }
            directory.resolve(name).toFile().setExecutable(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
