package dev.souk.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Properties;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the secrets of a platform in files that only their owner can read. */
final class SecretStore {

    private static final Object IN_THIS_JVM = new Object();

    private final PlatformHome home;
    private final SecureRandom random = new SecureRandom();

    SecretStore(PlatformHome home) {
        this.home = home;
    }

    /**
     * Those of this home; made on the first call, and written again only when one was missing. First calls at the same
     * moment, also of several processes, get the same.
     *
     * @throws UserError when they cannot be written
     */
    PlatformSecrets load() {
        return kept().orElseGet(this::completed);
    }

    /** Empty when one is missing. */
    private Optional<PlatformSecrets> kept() {
        if (!Files.exists(home.secrets()) || !Files.exists(home.credentials())) {
            return Optional.empty();
        }
        Properties properties = PropertyFiles.readIfExists(home.secrets());
        return Optional.of(PlatformSecrets.from(properties, random))
                .filter(secrets -> secrets.toProperties().equals(properties));
    }

    private PlatformSecrets completed() {
        synchronized (IN_THIS_JVM) {
            try (FileChannel channel = lockFile(); FileLock _ = channel.lock()) {
                PlatformSecrets secrets = Files.exists(home.secrets())
                        ? PlatformSecrets.from(PropertyFiles.readIfExists(home.secrets()), random)
                        : PlatformSecrets.random(random);
                PropertyFiles.write(home.secrets(), secrets.toProperties());
                PropertyFiles.write(home.credentials(), credentials(secrets));
                return secrets;
            } catch (IOException e) {
                throw PropertyFiles.notWritable(home.secrets(), e);
            }
        }
    }

    private FileChannel lockFile() throws IOException {
        Path file = home.run().resolve("secrets.lock");
        Files.createDirectories(home.run());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static String credentials(PlatformSecrets secrets) {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(secrets.demoPasswords()) + "\n";
    }
}
