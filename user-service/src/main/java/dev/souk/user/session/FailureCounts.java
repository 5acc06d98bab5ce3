package dev.souk.user.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** Counters in Redis, shared by all instances, that forget themselves a fixed time after their first count. */
@Component
class FailureCounts {

    private static final String COUNT = """
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return {count, redis.call('PTTL', KEYS[1])}""";
    private static final String TAKE_BACK = """
            if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end
            return {}""";

    private final RedissonClient redisson;

    FailureCounts(RedissonClient redisson) {
        this.redisson = redisson;
    }

    Count increment(String name, Duration window) {
        List<Long> answer = run(COUNT, name, window.toMillis());
        return new Count(answer.get(0), Duration.ofMillis(answer.get(1)));
    }

    void decrement(String name) {
        run(TAKE_BACK, name);
    }

    void reset(String name) {
        redisson.getBucket(key(name), StringCodec.INSTANCE).delete();
    }

    private List<Long> run(String script, String name, Object... arguments) {
        return redisson.getScript(StringCodec.INSTANCE)
                .eval(Mode.READ_WRITE, script, ReturnType.LIST, List.of(key(name)), arguments);
    }

    /** Names hold e-mail and network addresses: Redis, its dumps and its monitors see a hash only. */
    private static String key(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "souk:user:login-failures:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** @param timeLeft until the counter forgets itself */
    record Count(long value, Duration timeLeft) {}
}
