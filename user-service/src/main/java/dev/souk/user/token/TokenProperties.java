package dev.souk.user.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param issuer the {@code iss} of every token; services accept no other
 * @param accessLifetime of a person's access token: as long as a stolen one is worth something
 * @param serviceLifetime of a service's token for {@code /internal/**}
 * @param keyEncryptionSecret encrypts the private signing key at rest; the same in every instance
 */
@ConfigurationProperties("souk.tokens")
record TokenProperties(@DefaultValue("https://souk.local") String issuer,
        @DefaultValue("10m") Duration accessLifetime, @DefaultValue("5m") Duration serviceLifetime,
        @DefaultValue("") String keyEncryptionSecret) {

    private static final int SHORTEST_SECRET = 32;
    private static final int FEWEST_DIFFERENT = 10;

    TokenProperties {
        // also refuses the well-known ones: they are short, or one word again and again
        if (keyEncryptionSecret.length() < SHORTEST_SECRET
                || keyEncryptionSecret.chars().distinct().count() < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException("SOUK_KEY_ENCRYPTION_SECRET must hold a random secret of 32 or more"
                    + " characters, the same for every instance of user-service; make one with: openssl rand -base64 48");
        }
    }

    /** The secret stays out of every log. */
    @Override
    public String toString() {
        return "TokenProperties[issuer=" + issuer + "]";
    }
}
