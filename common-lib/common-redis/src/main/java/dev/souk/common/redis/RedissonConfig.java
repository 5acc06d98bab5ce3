package dev.souk.common.redis;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.redisson.codec.Kryo5Codec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.EqualJitterDelay;
import org.redisson.config.SingleServerConfig;

/** The settings of Redisson that follow from {@link RedisProperties}. */
final class RedissonConfig {

    /** Redisson keeps 24 idle connections for each server by default: too many for eight small services. */
    private static final int IDLE_CONNECTIONS = 1;

    private static final int RETRIES = 2;

    private RedissonConfig() {
    }

    static Config of(RedisProperties properties) {
        Config config = new Config();
        // The first command connects, not the start: a service comes up and stays up without Redis.
        config.setLazyInitialization(true);
        // Round-trips records and instants. What outlives a deployment or is read by another service should name a codec of
        // its own (StringCodec, TypedJsonJackson3Codec), because Kryo's form changes with the class.
        config.setCodec(new Kryo5Codec());
        config.setThreads(4);
        config.setNettyThreads(4);
        config.setUsername(blankToNull(properties.username()));
        config.setPassword(blankToNull(properties.password()));
        switch (properties.mode()) {
            case SINGLE -> single(config.useSingleServer(), properties);
            case SENTINEL -> servers(config.useSentinelServers(), properties)
                    .addSentinelAddress(properties.addresses())
                    .setMasterName(properties.masterName())
                    .setDatabase(properties.database())
                    // a single sentinel is a legitimate small installation
                    .setCheckSentinelsList(false);
            case CLUSTER -> servers(config.useClusterServers(), properties).addNodeAddress(properties.addresses());
        }
        return config;
    }

    private static void single(SingleServerConfig server, RedisProperties properties) {
        limits(server, properties)
                .setAddress(properties.address().getFirst())
                .setDatabase(properties.database())
                .setConnectionPoolSize(properties.connections())
                .setConnectionMinimumIdleSize(IDLE_CONNECTIONS);
    }

    private static <T extends BaseMasterSlaveServersConfig<T>> T servers(T servers, RedisProperties properties) {
        return limits(servers, properties)
                .setMasterConnectionPoolSize(properties.connections())
                .setMasterConnectionMinimumIdleSize(IDLE_CONNECTIONS)
                .setSlaveConnectionPoolSize(properties.connections())
                .setSlaveConnectionMinimumIdleSize(IDLE_CONNECTIONS);
    }

    /** A caller waits about three seconds at most for a Redis that is away, and can then refuse or do without. */
    private static <T extends BaseConfig<T>> T limits(T config, RedisProperties properties) {
        return config
                .setConnectTimeout(Math.toIntExact(properties.connectTimeout().toMillis()))
                .setTimeout(Math.toIntExact(properties.commandTimeout().toMillis()))
                .setRetryAttempts(RETRIES)
                .setRetryDelay(new EqualJitterDelay(Duration.ofMillis(50), Duration.ofMillis(200)));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
