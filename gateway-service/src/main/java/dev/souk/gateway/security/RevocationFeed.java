package dev.souk.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import dev.souk.gateway.redis.RedisLink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadArgs;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the Redis stream to which user-service writes each session that ends, one entry with the field {@code sid}. It
 * begins as far back as a token can live and goes on after its last entry when Redis was away: no end is missed.
 *
 * <p>While Redis is away the edge serves with what it knows: an ended session may go on until its token expires, ten minutes
 * at most, which is better than no shop. The gauge {@code souk.edge.revocations.followed} is 0 then. An instance that starts
 * is not ready before it has read the stream once; when Redis stays away it becomes ready after {@link #PATIENCE}, so that
 * an outage of Redis does not keep a fallen edge down.
 */
final class RevocationFeed implements SmartLifecycle, HealthIndicator {

    static final String STREAM = "souk:revoked-sessions";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);
    private static final String SESSION = "sid";
    private static final int ENTRIES_AT_ONCE = 1_000;

    /** How long one call waits for an entry, which arrives at once; and so how late a silent connection is noticed. */
    private static final Duration WAITING = Duration.ofSeconds(2);
    private static final Duration BEFORE_THE_NEXT_TRY = Duration.ofMillis(200);

    private enum State {
        STARTING,
        FOLLOWED,
        LOST
    }

    private final RStream<String, String> stream;
    private final RevokedSessions sessions;
    private final RedisLink link;
    private final Clock clock;
    private volatile Instant begun = Instant.MAX;
    private volatile boolean readOnce;
    private volatile State state = State.STARTING;
    private volatile @Nullable Thread reader;

    RevocationFeed(RedissonClient redis, RevokedSessions sessions, RedisLink link, Clock clock, MeterRegistry meters) {
        this.stream = redis.getStream(STREAM, StringCodec.INSTANCE);
        this.sessions = sessions;
        this.link = link;
        this.clock = clock;
        Gauge.builder("souk.edge.revocations.followed", () -> followed() ? 1 : 0)
                .description("1 while ends of sessions arrive, 0 while Redis is away").register(meters);
        Gauge.builder("souk.edge.revocations.known", sessions, RevokedSessions::size)
                .description("Sessions that ended in the last minutes").register(meters);
    }

    @Override
    public void start() {
        begun = clock.instant();
        Thread thread = Thread.ofPlatform().daemon().name("revoked-sessions").unstarted(this::follow);
        reader = thread; // before it looks whether it still is the one
        thread.start();
    }

    @Override
    public void stop() {
        Thread running = reader;
        reader = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return reader != null;
    }

    @Override
    public Health health() {
        if (followed()) {
            return Health.up().build();
        }
        boolean patient = clock.instant().minus(PATIENCE).isBefore(begun);
        Health.Builder health = readOnce || !patient ? Health.up() : Health.outOfService();
        return health
                .withDetail("redis", "does not answer: sessions that end now are refused only when their token expires")
                .build();
    }

    private boolean followed() {
        return state == State.FOLLOWED;
    }

    private void follow() {
        StreamMessageId last = new StreamMessageId(clock.instant().minus(RevokedSessions.REMEMBERED).toEpochMilli());
        while (reader == Thread.currentThread()) {
            try {
                last = readAfter(last);
                arrived();
            } catch (RuntimeException | Error failure) {
                // an Error too: without this thread ended sessions would be let in for good, and the gauge would say otherwise
                lost(failure);
                LockSupport.parkNanos(BEFORE_THE_NEXT_TRY.toNanos());
            }
        }
    }

    /** Waits for entries after the given one; at first only looks what is there. */
    private StreamMessageId readAfter(StreamMessageId last) {
        StreamReadArgs next = StreamReadArgs.greaterThan(last).count(ENTRIES_AT_ONCE);
        Map<StreamMessageId, Map<String, String>> entries = stream.read(followed() ? next.timeout(WAITING) : next);
        StreamMessageId newest = last;
        for (Map.Entry<StreamMessageId, Map<String, String>> entry : entries.entrySet()) {
            String session = entry.getValue().get(SESSION);
            if (session != null) {
                sessions.add(session);
            }
            newest = entry.getKey();
        }
        return newest;
    }

    private void arrived() {
        if (state != State.FOLLOWED) {
            log.info("Ends of sessions arrive");
        }
        readOnce = true;
        state = State.FOLLOWED;
        link.set(true);
    }

    private void lost(Throwable failure) {
        if (reader == null) {
            return; // we are being stopped
        }
        if (state != State.LOST) {
            log.warn("Ends of sessions do not arrive, because Redis does not answer: {}", failure.toString());
        }
        state = State.LOST;
        link.set(false);
    }
}
