package dev.souk.user.session;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * Tells every gateway which sessions ended: a Redis stream, one entry for each with the field {@code sid}. It is no store: an entry is
 * dropped once no access token of its session can be good any more.
 */
@Component
class RevocationStream {

    static final String KEY = "souk:revoked-sessions";

    private static final String ADD = """
            for sid = 2, #ARGV do redis.call('XADD', KEYS[1], 'MINID', '~', ARGV[1], '*', 'sid', ARGV[sid]) end
            return #ARGV - 1""";

    private final RedissonClient redisson;

    RevocationStream(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /** @param keptSince entries from before are dropped */
    void add(List<SessionId> ended, Instant keptSince) {
        Object[] arguments = Stream.concat(Stream.of(Long.toString(keptSince.toEpochMilli())),
                ended.stream().map(session -> session.value().toString())).toArray();
        redisson.getScript(StringCodec.INSTANCE)
                .eval(Mode.READ_WRITE, ADD, ReturnType.LONG, List.of(KEY), arguments);
    }
}
