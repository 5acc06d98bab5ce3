package dev.souk.order.cart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

import dev.souk.common.web.client.DependencyUnavailable;

class CartsTests {

    @Test
    void withoutRedisThereIsNoCartAndThatIsSaid() {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.useSingleServer().setAddress("redis://127.0.0.1:1").setRetryAttempts(0).setConnectionMinimumIdleSize(1);
        RedissonClient away = Redisson.create(config);
        try {
            Carts carts = new Carts(away, new CartProperties(Duration.ofDays(1), Duration.ofDays(2)));
            CartOwner.Guest guest = new CartOwner.Guest(UUID.randomUUID());

            assertThatThrownBy(() -> carts.of(guest)).isInstanceOf(DependencyUnavailable.class);
            assertThatThrownBy(() -> carts.put(guest, "MUG-1", 1, null)).isInstanceOf(DependencyUnavailable.class);
        } finally {
            away.shutdown();
        }
    }
}
