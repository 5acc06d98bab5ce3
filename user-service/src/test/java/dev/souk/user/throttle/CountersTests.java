package dev.souk.user.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;

class CountersTests {

    @Test
    void withoutRedisNothingIsCountedAndTheMetricTells() {
        RedissonClient away = mock(RedissonClient.class, call -> {
            throw new RedisConnectionException("connection refused");
        });
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Counters counters = new Counters(away, Duration.ofSeconds(5), Clock.systemUTC(), metrics);

        assertThat(counters.increment("anything", Duration.ofMinutes(15))).isEmpty();
        assertThat(counters.increment("anything", Duration.ofMinutes(15))).isEmpty();
        counters.decrement("anything");
        counters.reset("anything");

        assertThat(metrics.get("souk.throttle.unavailable").counter().count()).isEqualTo(4);
    }
}
