package dev.souk.common.web.idempotency;

import java.time.Clock;
import java.util.Optional;

import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import tools.jackson.databind.json.JsonMapper;

/** For services with a database. */
@AutoConfiguration(afterName = {"org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
        "dev.souk.common.redis.RedisAutoConfiguration"})
@ConditionalOnClass(JdbcClient.class)
@ConditionalOnBean(JdbcClient.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
@EnableScheduling
class IdempotencyAutoConfiguration {

    @Bean
    IdempotentRequests idempotentRequests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        return new IdempotentRequests(jdbc, json, clock);
    }

    @Bean
    IdempotencyHousekeeping idempotencyHousekeeping(IdempotentRequests requests, IdempotencyProperties properties,
            Clock clock) {
        return new IdempotencyHousekeeping(requests, properties, clock);
    }

    @Bean
    IdempotencyProblems idempotencyProblems() {
        return new IdempotencyProblems();
    }

    @Bean
    WebMvcConfigurer inFlightInterceptor(ObjectProvider<RequestsInFlight> inFlight) {
        RequestsInFlight known = inFlight.getIfAvailable(() -> name -> Optional.of(() -> {}));
        return new WebMvcConfigurer() {

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new InFlightInterceptor(known));
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RedissonClient.class)
    static class RedisConfiguration {

        @Bean
        @ConditionalOnBean(RedissonClient.class)
        RequestsInFlight requestsInFlight(RedissonClient redisson, Clock clock) {
            return new RedisRequestsInFlight(redisson, clock, RedisRequestsInFlight.PATIENCE);
        }
    }
}
