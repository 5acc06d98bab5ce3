package dev.souk.common.web.idempotency;

import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** For services with a database. */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
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
}
