package dev.souk.gateway.limits;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;

import dev.souk.gateway.settings.Rate;
import org.redisson.api.RScript;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Token buckets in Redis, the same for every instance of the edge. One script run in Redis is one decision, by Redis's own
 * clock; Bucket4j would need two round trips and tries again when a bucket is contended, and its module for Redisson cannot
 * be had (ADR 8). A bucket that would be full is forgotten.
 */
@Component
final class SharedBuckets {

    private static final String SCRIPT = """
            local capacity, per_micro, life = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
            local share, most = tonumber(ARGV[4]), tonumber(ARGV[5])
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
            local tokens = tonumber(bucket[1]) or capacity
            local since = math.max(0, now - (tonumber(bucket[2]) or now))
            tokens = math.min(capacity, tokens + since * per_micro)
            if tokens < 1 then
              return {0, 0, math.ceil((1 - tokens) / per_micro / 1000)}
            end
            local taken = math.max(1, math.min(math.floor(tokens / share), most))
            tokens = tokens - taken
            redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
            redis.call('PEXPIRE', KEYS[1], life)
            return {taken, math.floor(tokens), 0}
            """;
    private static final String DIGEST = sha1(SCRIPT);
    private static final int SHARE = 10;
    private static final double MICROS_PER_SECOND = 1_000_000.0;

    private final RScript script;

    SharedBuckets(RedissonClient redis) {
        this.script = redis.getScript(StringCodec.INSTANCE);
    }

    /**
     * Takes a token, and when there are plenty up to {@code most} of them, but never more than one in {@link #SHARE} of what
     * is there. Fails with whatever Redisson says when Redis does not answer. Blocks while there is no connection.
     */
    Mono<Take> take(String bucket, Rate rate, long most) {
        Object[] arguments = {String.valueOf(rate.capacity()),
                String.valueOf(rate.tokensPerSecond() / MICROS_PER_SECOND),
                String.valueOf(Duration.ofSeconds(rate.secondsToFill() + 1).toMillis()), String.valueOf(SHARE),
                String.valueOf(most)};
        List<Object> keys = List.of("souk:limit:" + bucket);
        return Mono.fromCompletionStage(() -> run(keys, arguments))
                .onErrorResume(RedisNoScriptException.class,
                        unknown -> Mono.fromCompletionStage(() -> load(keys, arguments)))
                .map(SharedBuckets::take);
    }

    private CompletionStage<List<Object>> run(List<Object> keys, Object[] arguments) {
        return script.evalShaAsync(Mode.READ_WRITE, DIGEST, ReturnType.LIST, keys, arguments);
    }

    /** Redis keeps a script that it was sent, until it is restarted. */
    private CompletionStage<List<Object>> load(List<Object> keys, Object[] arguments) {
        return script.evalAsync(Mode.READ_WRITE, SCRIPT, ReturnType.LIST, keys, arguments);
    }

    private static Take take(List<Object> answer) {
        return new Take(number(answer, 0), number(answer, 1), Duration.ofMillis(number(answer, 2)));
    }

    private static long number(List<Object> answer, int index) {
        return Long.parseLong(answer.get(index).toString());
    }

    private static String sha1(String script) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
