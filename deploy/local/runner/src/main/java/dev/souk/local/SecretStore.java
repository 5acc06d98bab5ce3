package dev.souk.local;

import java.nio.file.Files;
import java.security.SecureRandom;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the secrets of a platform in files that only their owner can read. */
final class SecretStore {

    private final PlatformHome home;

    SecretStore(PlatformHome home) {
        this.home = home;
    }

    /** Those of this home; made on the first call. */
    PlatformSecrets load() {
        SecureRandom random = new SecureRandom();
        PlatformSecrets secrets = Files.exists(home.secrets())
                ? PlatformSecrets.from(PropertyFiles.readIfExists(home.secrets()), random)
                : PlatformSecrets.random(random);
        PropertyFiles.write(home.secrets(), secrets.toProperties());
        PropertyFiles.write(home.credentials(), credentials(secrets));
        return secrets;
    }

    private static String credentials(PlatformSecrets secrets) {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(secrets.demoPasswords()) + "\n";
    }
}
