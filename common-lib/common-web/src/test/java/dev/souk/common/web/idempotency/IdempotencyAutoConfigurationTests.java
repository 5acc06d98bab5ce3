package dev.souk.common.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyAutoConfigurationTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(IdempotencyAutoConfiguration.class))
            .withBean(Clock.class, Clock::systemUTC).withBean(JsonMapper.class, JsonMapper::shared);

    @Test
    void aServiceWithADatabaseForgetsOldAnswersByItself() {
        service.withBean(JdbcClient.class, () -> JdbcClient.create(new DriverManagerDataSource()))
                .run(context -> assertThat(context.getBean(ScheduledTaskHolder.class).getScheduledTasks())
                        .singleElement().asString().endsWith("IdempotencyHousekeeping.forgetOldAnswers"));
    }

    @Test
    void aServiceWithoutADatabaseHasNothingToForget() {
        service.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotentRequests.class)
                .doesNotHaveBean(ScheduledTaskHolder.class));
        service.withClassLoader(new FilteredClassLoader(JdbcClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(IdempotentRequests.class));
    }
}
