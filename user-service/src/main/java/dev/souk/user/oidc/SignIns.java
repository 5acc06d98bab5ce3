package dev.souk.user.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * Sign-ins that are on their way to a provider and back, in Redis, where they forget themselves. Each comes back once, in the browser in
 * which it began.
 */
@Component
public class SignIns {

    /** How long somebody may take to sign in at the provider. */
    public static final Duration VALIDITY = Duration.ofMinutes(10);

    private static final int SECRET_BYTES = 32;

    private final RedissonClient redisson;

    SignIns(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /** Begins one with fresh random values, 256 bits each. */
    public SignIn begin(String provider) {
        SignIn begun = new SignIn(provider, random(), random(), random(), random());
        bucket(begun.state()).set(String.join(" ", provider, begun.nonce(), begun.verifier(), hash(begun.browser())),
                VALIDITY);
        return begun;
    }

    /** The sign-in of this state, if it began in this browser at this provider and did not come back before. */
    public Optional<SignIn> complete(String provider, String state, @Nullable String browser) {
        String stored = bucket(state).getAndDelete();
        if (stored == null || browser == null) {
            return Optional.empty();
        }
        String[] parts = stored.split(" ", 4);
        boolean same = parts[0].equals(provider)
                && MessageDigest.isEqual(bytes(parts[3]), bytes(hash(browser)));
        return same ? Optional.of(new SignIn(provider, state, parts[1], parts[2], browser)) : Optional.empty();
    }

    private RBucket<String> bucket(String state) {
        return redisson.getBucket("souk:user:sign-ins:" + hash(state), StringCodec.INSTANCE);
    }

    private static String random() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return base64(random);
    }

    private static String hash(String text) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * One sign-in.
     *
     * @param state comes back with the browser
     * @param nonce comes back in the ID token
     * @param verifier is shown with the code (PKCE, RFC 7636)
     * @param browser stays in a cookie, so that nobody can be signed in with another's code
     */
    public record SignIn(String provider, String state, String nonce, String verifier, String browser) {

        /** What the provider learns of the verifier beforehand. */
        public String challenge() {
            return hash(verifier);
        }

        /** All of it is secret. */
        @Override
        public String toString() {
            return "SignIn[provider=" + provider + "]";
        }
    }
}
