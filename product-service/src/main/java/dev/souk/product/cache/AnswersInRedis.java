package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.product.catalogue.ProductId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.springframework.stereotype.Component;

/**
 * Answers that all instances share. Whether one still holds is said by its snapshot, never by its being there: nobody deletes
 * one, and it does not matter which of two writers was the last.
 */
@Component
class AnswersInRedis {

    /** To be raised with each change of what an answer looks like: instances of two versions run at the same time. */
    static final int FORM = 1;

    /** So that not everybody loses patience while it is away. */
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

    private final RedissonClient redis;
    private final Ticker ticker;
    private final Duration patience;
    private volatile long restsUntil;

    AnswersInRedis(RedissonClient redis, Ticker ticker, CacheProperties properties) {
        this.redis = redis;
        this.ticker = ticker;
        this.patience = properties.redisPatience();
        this.restsUntil = ticker.read();
    }

    /**
     * What it has, if anything.
     *
     * @throws RedisException when it does not answer at once, or did not a moment ago
     */
    Optional<CachedAnswer> find(ProductId id) {
        if (ticker.read() - restsUntil < 0) {
            throw new RedisException("Redis was away a moment ago");
        }
        RFuture<byte @Nullable []> asked = bucket(id).getAsync();
        try {
            return Optional.ofNullable(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .map(AnswersInRedis::read);
        } catch (TimeoutException | ExecutionException | RedisException failure) {
            restsUntil = ticker.read() + REST_NANOS;
            throw new RedisException("Redis does not answer", failure);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new RedisException("interrupted", hurried);
        }
    }

    /** Does not wait and does not fail: an answer that is not there is made again. */
    void keep(ProductId id, Answer answer, Snapshot read, Duration life) {
        if (ticker.read() - restsUntil >= 0 && life.isPositive()) {
            var _ = bucket(id).setAsync(written(answer, read), life);
        }
    }

    private RBucket<byte @Nullable []> bucket(ProductId id) {
        return redis.getBucket("souk:product:answer:" + FORM + ":" + id, ByteArrayCodec.INSTANCE);
    }

    private static byte[] written(Answer answer, Snapshot read) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length + 100);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(read.toString());
            out.writeUTF(answer.tag());
            out.writeUTF(answer.until().toString());
            out.write(answer.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static CachedAnswer read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Snapshot read = Snapshot.parse(in.readUTF());
            String tag = in.readUTF();
            Instant until = Instant.parse(in.readUTF());
            return new CachedAnswer(Optional.of(new Answer(in.readAllBytes(), tag, until)), read);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
