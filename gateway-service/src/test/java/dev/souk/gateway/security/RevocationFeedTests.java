package dev.souk.gateway.security;

import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.gateway.redis.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadArgs;

/** What a real Redis does is in {@code RevocationTests}; here its client fails as it never should. */
class RevocationFeedTests {

    private final RStream<Object, Object> stream = stream();
    private final RevokedSessions sessions = new RevokedSessions(Ticker.systemTicker());
    private final RevocationFeed feed = new RevocationFeed(redis(), sessions, new RedisLink(), Clock.systemUTC(),
            new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        feed.stop();
    }

    @Test
    void theReaderOutlivesAnError() {
        when(stream.read(any(StreamReadArgs.class)))
                .thenThrow(new NoClassDefFoundError("a class of the client is gone"))
                .thenThrow(new StackOverflowError())
                .thenReturn(Map.of(new StreamMessageId(1), Map.of("sid", "ended")));

        feed.start();

        await().until(() -> sessions.include("ended"));
    }

    @SuppressWarnings("unchecked")
    private static RStream<Object, Object> stream() {
        return mock(RStream.class);
    }

    private RedissonClient redis() {
        RedissonClient redis = mock(RedissonClient.class);
        when(redis.getStream(anyString(), any())).thenReturn(stream);
        return redis;
    }
}
