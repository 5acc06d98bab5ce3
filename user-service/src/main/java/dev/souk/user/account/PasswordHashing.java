package dev.souk.user.account;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id. Hashing is meant to be costly, so no more hashes run at once than there are cores: a crowd of logins waits in line
 * instead of taking {@code memoryKib} each. Call it outside of transactions, or the line holds the connections too.
 */
@Component
class PasswordHashing {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int ONE_LANE = 1;
    private static final int PATIENCE_SECONDS = 5;

    private final Argon2PasswordEncoder argon2;
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final String hashOfNobody;

    PasswordHashing(PasswordProperties cost) {
        argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, ONE_LANE, cost.memoryKib(), cost.iterations());
        hashOfNobody = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(cost.memoryKib(), cost.iterations(), ONE_LANE,
                randomBase64(SALT_BYTES), randomBase64(HASH_BYTES));
    }

    /** @throws HashingOverloaded when too many others wait */
    String hash(Password password) {
        return inLine(() -> argon2.encode(password.normalised()));
    }

    /**
     * Takes as long for nobody (no hash) as for somebody, so that the time does not tell which addresses have an account.
     *
     * @throws HashingOverloaded when too many others wait
     */
    boolean matches(Password password, @Nullable String hash) {
        boolean same = inLine(() -> argon2.matches(password.normalised(), hash == null ? hashOfNobody : hash));
        return same && hash != null;
    }

    /** Whether the hash was made with weaker settings than today's. */
    boolean isOutdated(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    private <T> T inLine(Supplier<T> work) {
        try {
            if (!cores.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new HashingOverloaded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashingOverloaded();
        }
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }

    private static String randomBase64(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().withoutPadding().encodeToString(random);
    }
}
