package dev.souk.common.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RFencedLock;
import org.redisson.api.RedissonClient;

/**
 * A lock in Redis for work that one instance at a time should do, for a limited time. It saves work and guards nothing: a holder
 * that stood still beyond its lease believes that it holds the lock. So each holder has a higher number than all before, and
 * what it writes outside Redis passes a {@link Fence} with that number.
 */
public final class FencedLock {

    private final RFencedLock lock;
    private final Duration lease;

    /** @param lease after which another instance may take over, whatever has become of the holder */
    public FencedLock(RedissonClient redisson, String name, Duration lease) {
        this.lock = redisson.getFencedLock(name);
        this.lease = lease;
    }

    /**
     * Does the work, unless somebody is at it.
     *
     * @param work gets the number of this holder
     * @return whether it was done here
     * @throws org.redisson.client.RedisException when Redis is away
     */
    public boolean tryRun(LongConsumer work) {
        Long token = tryLock();
        if (token == null) {
            return false;
        }
        try {
            work.accept(token);
            return true;
        } finally {
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
        }
    }

    private @Nullable Long tryLock() {
        return lock.tryLockAndGetToken(0, lease.toMillis(), TimeUnit.MILLISECONDS);
    }
}
