package dev.souk.common.web.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locks in Redis. When it does not answer quickly, everybody enters, and Redis is left alone for a moment. */
final class RedisRequestsInFlight implements RequestsInFlight {

    private static final Logger log = LoggerFactory.getLogger(RedisRequestsInFlight.class);

    /** The edge waits no longer for an answer; an instance that is killed keeps its callers out for that long at most. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** What a request waits at most for a Redis that does not answer. */
    static final Duration PATIENCE = Duration.ofMillis(150);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Executor THREADS = task -> Thread.ofVirtual().name("in-flight").start(task);

    private final RedissonClient redisson;
    private final InstantSource clock;
    private final Duration patience;

    private volatile Instant awayUntil = Instant.MIN;

    RedisRequestsInFlight(RedissonClient redisson, InstantSource clock, Duration patience) {
        this.redisson = redisson;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Optional<Runnable> enter(String name) {
        if (clock.instant().isBefore(awayUntil)) {
            return Optional.of(() -> {});
        }
        RBucket<String> bucket = redisson.getBucket("souk:in-flight:" + name, StringCodec.INSTANCE);
        String mine = UUID.randomUUID().toString();
        // a thread of its own: a client that is not connected yet tries that for seconds before it returns
        CompletableFuture<Boolean> attempt = CompletableFuture.supplyAsync(() -> bucket.setIfAbsent(mine, LEASE),
                THREADS);
        // also when it comes later than anybody waits: then nothing is left behind
        Runnable leave = () -> attempt.thenAcceptAsync(_ -> bucket.compareAndSet(mine, null), THREADS)
                .exceptionally(away -> null);
        return entered(attempt) ? Optional.of(leave) : Optional.empty();
    }

    private boolean entered(CompletableFuture<Boolean> attempt) {
        try {
            return attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            awayUntil = clock.instant().plus(PAUSE);
            log.debug("Redis does not say what is in flight", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
