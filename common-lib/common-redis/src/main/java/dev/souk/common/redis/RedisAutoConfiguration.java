package dev.souk.common.redis;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the {@link RedissonClient}. It connects with the first command and again after an outage; while Redis is away a
 * command fails with a {@code RedisException} after about three seconds.
 */
@AutoConfiguration
@EnableConfigurationProperties(RedisProperties.class)
final class RedisAutoConfiguration {

    @Bean(destroyMethod = "shutdown")
    @ConditionalOnMissingBean
    RedissonClient redissonClient(RedisProperties properties) {
        return Redisson.create(RedissonConfig.of(properties));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class RedisHealthConfiguration {

        @Bean
        @ConditionalOnEnabledHealthIndicator("redis")
        HealthIndicator redisHealthIndicator(RedissonClient redisson) {
            return new RedisHealth(redisson);
        }
    }
}
