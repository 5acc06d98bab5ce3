package dev.souk.user.throttle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Counters in Redis, shared by all instances, that forget themselves a fixed time after their first count.
 *
 * <p>Without Redis nothing is counted: to lock everybody out would be the greater harm. That is logged and measured, and Redis is left
 * alone for a while, so that not every request waits for it.
 */
@Component
public class Counters {

    private static final Logger log = LoggerFactory.getLogger(Counters.class);
    private static final Duration REST = Duration.ofSeconds(5);

    private static final String COUNT = """
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return {count, redis.call('PTTL', KEYS[1])}""";
    private static final String TAKE_BACK = """
            if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
            return {}""";

    private final RedissonClient redisson;
    private final Duration patience;
    private final Clock clock;
    private final Counter unavailable;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Instant restUntil = Instant.MIN;

    /** @param patience how long one count may wait for Redis */
    Counters(RedissonClient redisson, @Value("${souk.throttle.patience:1s}") Duration patience, Clock clock,
            MeterRegistry metrics) {
        this.redisson = redisson;
        this.patience = patience;
        this.clock = clock;
        unavailable = Counter.builder("souk.throttle.unavailable")
                .description("Counts that were left out because Redis did not answer").register(metrics);
    }

    /** Counts one more and tells the new count; nothing when Redis does not answer. */
    public Optional<Count> increment(String name, Duration window) {
        return ifRedisAnswers(() -> {
            List<Long> answer = run(COUNT, name, window.toMillis());
            return new Count(answer.get(0), Duration.ofMillis(answer.get(1)));
        });
    }

    public void decrement(String name) {
        ifRedisAnswers(() -> run(TAKE_BACK, name));
    }

    public void reset(String name) {
        ifRedisAnswers(() -> redisson.getBucket(key(name), StringCodec.INSTANCE).delete());
    }

    private <T> Optional<T> ifRedisAnswers(Callable<T> call) {
        if (clock.instant().isBefore(restUntil)) {
            unavailable.increment();
            return Optional.empty();
        }
        Future<T> answer = calls.submit(call);
        try {
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            restUntil = clock.instant().plus(REST);
            unavailable.increment();
            log.warn("Redis does not answer: nothing is throttled for the next {}", REST, e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private List<Long> run(String script, String name, Object... arguments) {
        return redisson.getScript(StringCodec.INSTANCE)
                .eval(Mode.READ_WRITE, script, ReturnType.LIST, List.of(key(name)), arguments);
    }

    /** Names hold e-mail and network addresses: Redis, its dumps and its monitors see a hash only. */
    private static String key(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "souk:user:counts:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** @param timeLeft until the counter forgets itself */
    public record Count(long value, Duration timeLeft) {}
}
