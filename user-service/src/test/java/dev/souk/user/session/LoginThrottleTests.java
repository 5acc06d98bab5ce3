package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.Mockito.mock;

import dev.souk.user.account.EmailAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;

class LoginThrottleTests {

    private static final EmailAddress ADA = EmailAddress.of("ada@souk.test");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void withoutRedisNobodyIsLockedOutAndTheMetricTells() {
        RedissonClient away = mock(RedissonClient.class, call -> {
            throw new RedisConnectionException("connection refused");
        });
        LoginThrottle throttle = new LoginThrottle(new FailureCounts(away),
                new ThrottleProperties(1, 1, Duration.ofMinutes(15), Duration.ofSeconds(1)), Clock.systemUTC(),
                metrics);

        assertThatNoException().isThrownBy(() -> {
            throttle.admit(ADA, "192.0.2.1");
            throttle.admit(ADA, "192.0.2.1");
            throttle.succeeded(ADA, "192.0.2.1");
        });

        assertThat(metrics.get("souk.login.throttle.unavailable").counter().count()).isPositive();
        assertThat(metrics.get("souk.login.throttled").counter().count()).isZero();
    }
}
