package dev.souk.user.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param issuer the {@code iss} of every token; services accept no other
 * @param accessLifetime of a person's access token: as long as a stolen one is worth something; 10 minutes at most
 * @param serviceLifetime of a service's token for {@code /internal/**}
 * @param keyLifetime how long a key signs before the next one does
 * @param keyLead how long a key is published before it signs: longer than {@code keyReload} and {@code keyCache} together
 * @param keyReload how often an instance looks for keys that another one made
 * @param keyCache how long anybody who verifies may keep the published keys, as their {@code Cache-Control} says; services and
 *     gateways keep them for 5 minutes
 * @param keyEncryptionSecret encrypts the private signing key at rest; the same in every instance
 */
@ConfigurationProperties("souk.tokens")
record TokenProperties(@DefaultValue("https://souk.local") String issuer,
        @DefaultValue("10m") Duration accessLifetime, @DefaultValue("5m") Duration serviceLifetime,
        @DefaultValue("30d") Duration keyLifetime, @DefaultValue("15m") Duration keyLead,
        @DefaultValue("10s") Duration keyReload, @DefaultValue("5m") Duration keyCache,
        @DefaultValue("") String keyEncryptionSecret) {

    private static final int SHORTEST_SECRET = 32;
    private static final int FEWEST_DIFFERENT = 10;
    private static final Duration LONGEST_ACCESS = Duration.ofMinutes(10);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    TokenProperties {
        if (accessLifetime.compareTo(LONGEST_ACCESS) > 0) {
            throw new IllegalArgumentException("souk.tokens.access-lifetime must be 10 minutes at most: the gateways"
                    + " forget a revoked session after 12, and would let its tokens in again");
        }
        if (keyLead.compareTo(keyReload.plus(keyCache)) <= 0 || keyLifetime.compareTo(keyLead) <= 0) {
            throw new IllegalArgumentException(
                    "souk.tokens needs key-lead longer than key-reload and key-cache together,"
                            + " and key-lifetime longer than key-lead: everybody must know a key before it signs");
        }
        // also refuses the well-known ones: they are short, or one word again and again
        if (keyEncryptionSecret.length() < SHORTEST_SECRET
                || keyEncryptionSecret.chars().distinct().count() < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException("SOUK_KEY_ENCRYPTION_SECRET must hold a random secret of 32 or more"
                    + " characters, the same for every instance of user-service; make one with: openssl rand -base64 48");
        }
    }

    /** How long after its successor began to sign a key may still be needed to verify a token. */
    Duration keyOutlives() {
        Duration longest = accessLifetime.compareTo(serviceLifetime) > 0 ? accessLifetime : serviceLifetime;
        // an instance may learn of the successor late, and clocks differ
        return longest.plus(keyReload).plus(CLOCK_SKEW);
    }

    /** The secret stays out of every log. */
    @Override
    public String toString() {
        return "TokenProperties[issuer=" + issuer + "]";
    }
}
