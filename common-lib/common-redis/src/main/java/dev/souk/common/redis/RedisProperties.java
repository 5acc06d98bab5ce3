package dev.souk.common.redis;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is, under {@code souk.redis}.
 *
 * @param mode how the addresses are meant
 * @param address the server; or some of the sentinels or cluster nodes, comma-separated; {@code redis://} or {@code rediss://}
 * @param masterName of the group that the sentinels watch; needed in mode {@code sentinel}
 * @param database not in mode {@code cluster}
 * @param connectTimeout of one connection attempt
 * @param commandTimeout of one attempt of a command; it is tried three times
 * @param connections at most, for each server
 */
@ConfigurationProperties("souk.redis")
record RedisProperties(
        @DefaultValue("single") Mode mode,
        @DefaultValue("redis://127.0.0.1:16379") List<String> address,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("souk") String masterName,
        @DefaultValue("0") int database,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("1s") Duration commandTimeout,
        @DefaultValue("32") int connections) {

    enum Mode {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    RedisProperties {
        if (address.isEmpty()) {
            throw new IllegalArgumentException(
                    "souk.redis.address is empty: set SOUK_REDIS_ADDRESS to redis://host:port");
        }
        if (mode == Mode.SINGLE && address.size() > 1) {
            throw new IllegalArgumentException("souk.redis.address names " + address.size()
                    + " servers: set souk.redis.mode to sentinel or cluster, or name one");
        }
    }

    String[] addresses() {
        return address.toArray(String[]::new);
    }
}
