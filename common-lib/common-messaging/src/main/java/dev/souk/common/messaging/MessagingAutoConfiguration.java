package dev.souk.common.messaging;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes the {@link Outbox}, its relay and the listeners of all {@link Subscription} beans. */
@AutoConfiguration(after = JdbcTemplateAutoConfiguration.class)
final class MessagingAutoConfiguration {

    @Bean
    Outbox outbox(JdbcTemplate jdbc, ObjectProvider<Clock> clock) {
        return new Outbox(new OutboxTable(jdbc, clock.getIfAvailable(Clock::systemUTC)), () -> {});
    }
}
