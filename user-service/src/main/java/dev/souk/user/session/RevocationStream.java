package dev.souk.user.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redisson.api.RScript.Mode;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * Tells every gateway which sessions ended: a Redis stream, one entry for each with the field {@code sid}. It is no store: an entry is
 * dropped once no access token of its session can be good any more, and Redis may lose all of them.
 */
@Component
class RevocationStream {

    static final String KEY = "souk:revoked-sessions";

    /** Looks and adds in one step, so that nobody adds to a stream that has just lost what came before. */
    private static final String ADD = """
            local function milliseconds(id) return tonumber(string.match(id, '^%d+')) end
            local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
            local reached = newest and milliseconds(newest[1]) or 0
            if reached < tonumber(ARGV[2]) then return -1 end
            for sid = 3, #ARGV do
                reached = milliseconds(redis.call('XADD', KEYS[1], 'MINID', '~', ARGV[1], '*', 'sid', ARGV[sid]))
            end
            return reached""";

    private final RedissonClient redisson;

    RevocationStream(RedissonClient redisson) {
        this.redisson = redisson;
    }

    /**
     * Adds an entry for each session, unless the stream has lost entries.
     *
     * @param keptSince entries from before are dropped
     * @param known the instant of an entry that must be there
     * @return the instant of the newest entry, by the clock of Redis; nothing when the stream ends before {@code known}: then nothing was added
     */
    Optional<Instant> add(List<SessionId> ended, Instant keptSince, Instant known) {
        Object[] arguments = Stream.concat(
                Stream.of(keptSince.toEpochMilli(), known.toEpochMilli()).map(String::valueOf),
                ended.stream().map(session -> session.value().toString())).toArray();
        Long newest = redisson.getScript(StringCodec.INSTANCE)
                .eval(Mode.READ_WRITE, ADD, ReturnType.LONG, List.of(KEY), arguments);
        return newest < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
    }
}
