package dev.souk.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks files of the local Maven repository against the checksums that lie beside them. A file that was found sound is
 * remembered by path, size and time, so that only the first start of an engine reads all its jars.
 */
final class VerifiedFiles {

    private static final Set<String> SOUND = ConcurrentHashMap.newKeySet();

    private VerifiedFiles() {
    }

    static void require(Path file, ProjectRoot root) {
        if (!Files.isReadable(file)) {
            throw new BrokenInstallation("%s is missing. Let Maven fetch it: %s".formatted(file, advice(root)));
        }
        if (!known().contains(fingerprint(file))) {
            requireChecksum(file, root);
            remember(fingerprint(file));
        }
    }

    private static void requireChecksum(Path file, ProjectRoot root) {
        Path checksum = file.resolveSibling(file.getFileName() + ".sha1");
        // Checksum files hold the hash, sometimes followed by the name.
        if (Files.exists(checksum)
                && !text(checksum).strip().toLowerCase(Locale.ROOT).startsWith(sha1(file))) {
            throw new BrokenInstallation(
                    "%s is damaged. Delete it and let Maven fetch it again: %s".formatted(file, advice(root)));
        }
    }

    private static String advice(ProjectRoot root) {
        return "mvn -q -f %s install".formatted(root.engineModule("pom.xml"));
    }

    private static Set<String> known() {
        if (SOUND.isEmpty() && Files.exists(list())) {
            text(list()).lines().forEach(SOUND::add);
        }
        return SOUND;
    }

    private static void remember(String fingerprint) {
        SOUND.add(fingerprint);
        try {
            Files.createDirectories(list().getParent());
            Files.writeString(list(), fingerprint + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException _) {
            // It is checked again next time.
        }
    }

    private static Path list() {
        return EngineCache.directory().resolve("verified-files");
    }

    private static String fingerprint(Path file) {
        try {
            return "%s|%d|%d".formatted(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-1"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
