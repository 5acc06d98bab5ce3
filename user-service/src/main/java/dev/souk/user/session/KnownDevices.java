package dev.souk.user.session;

import dev.souk.user.account.EmailAddress;
import dev.souk.user.token.ServerSecret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tokens by which a device shows that its user has logged in from it before (OWASP, Slow Down Online Guessing Attacks with Device Cookies).
 * One opens nothing: it only lets a login be counted by itself, so that whoever attacks an account cannot lock its owner out. Nothing is
 * stored; the server's signature binds it to the account.
 */
@Component
class KnownDevices {

    private static final Duration REMEMBERED = Duration.ofDays(365);
    private static final int NONCE_BYTES = 16;
    private static final String PURPOSE = "souk known devices";

    private final ServerSecret secret;
    private final Clock clock;

    KnownDevices(ServerSecret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** A token as {@code nonce.end.signature}, the end in seconds since 1970. */
    String remember(EmailAddress account) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        String device = base64(nonce);
        long end = clock.instant().plus(REMEMBERED).getEpochSecond();
        return device + "." + end + "." + base64(signature(account, device, end));
    }

    /** The name of the device, if the token is one of ours for that account. */
    Optional<String> recognise(EmailAddress account, @Nullable String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            long end = Long.parseLong(parts[1]);
            boolean signed = MessageDigest.isEqual(signature(account, parts[0], end),
                    Base64.getUrlDecoder().decode(parts[2]));
            return signed && clock.instant().isBefore(Instant.ofEpochSecond(end))
                    ? Optional.of(parts[0])
                    : Optional.empty();
        } catch (IllegalArgumentException neitherNumberNorBase64) {
            return Optional.empty();
        }
    }

    private byte[] signature(EmailAddress account, String device, long end) {
        return secret.authenticate(PURPOSE, account + "\n" + device + "\n" + end);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
