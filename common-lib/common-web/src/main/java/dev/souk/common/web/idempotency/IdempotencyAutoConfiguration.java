package dev.souk.common.web.idempotency;

import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** For services with a database. */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
@ConditionalOnClass(JdbcClient.class)
class IdempotencyAutoConfiguration {

    @Bean
    @ConditionalOnBean(JdbcClient.class)
    IdempotentRequests idempotentRequests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        return new IdempotentRequests(jdbc, json, clock);
    }

    @Bean
    @ConditionalOnBean(JdbcClient.class)
    IdempotencyProblems idempotencyProblems() {
        return new IdempotencyProblems();
    }
}
