package dev.souk.common.redis;

import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Shows whether Redis answers. Not part of readiness: services do their work, or refuse it honestly, without Redis. */
final class RedisHealth extends AbstractHealthIndicator {

    private final RedissonClient redisson;

    RedisHealth(RedissonClient redisson) {
        super("Redis does not answer");
        this.redisson = redisson;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        redisson.getBucket("souk:health", StringCodec.INSTANCE).isExists();
        builder.up();
    }
}
