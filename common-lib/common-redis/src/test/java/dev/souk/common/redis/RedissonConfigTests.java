package dev.souk.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.redisson.config.Config;

class RedissonConfigTests {

    @Test
    void singleIsOneServer() throws Exception {
        assertThat(yaml(RedisProperties.Mode.SINGLE, "redis://one:6379"))
                .contains("singleServerConfig", "redis://one:6379")
                .doesNotContain("clusterServersConfig", "sentinelServersConfig");
    }

    @Test
    void sentinelsNameTheirMaster() throws Exception {
        assertThat(yaml(RedisProperties.Mode.SENTINEL, "redis://one:26379", "redis://two:26379"))
                .contains("sentinelServersConfig", "redis://one:26379", "redis://two:26379", "masterName: \"souk\"");
    }

    @Test
    void aClusterIsFoundFromSomeOfItsNodes() throws Exception {
        assertThat(yaml(RedisProperties.Mode.CLUSTER, "redis://one:6379", "redis://two:6379"))
                .contains("clusterServersConfig", "redis://one:6379", "redis://two:6379");
    }

    @Test
    void nothingConnectsBeforeTheFirstCommand() {
        assertThat(config(RedisProperties.Mode.SINGLE, "redis://one:6379").isLazyInitialization()).isTrue();
    }

    private static String yaml(RedisProperties.Mode mode, String... addresses) throws Exception {
        return config(mode, addresses).toYAML();
    }

    private static Config config(RedisProperties.Mode mode, String... addresses) {
        return RedissonConfig.of(new RedisProperties(mode, List.of(addresses), null, "secret", "souk", 0,
                Duration.ofSeconds(1), Duration.ofSeconds(1), 8));
    }
}
