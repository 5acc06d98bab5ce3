package dev.souk.payment.config;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.payment.client.SandboxProvider;
import dev.souk.payment.client.SandboxWebhooks;
import dev.souk.payment.sandbox.web.SandboxServer;
import dev.souk.payment.sandbox.web.SandboxSettings;

/** Starts the sandbox beside the service, and tells our side where it listens: nobody else knows both. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "souk.payments.provider", havingValue = "sandbox")
class SandboxConfiguration {

    @Bean
    @DependsOnDatabaseInitialization
    SandboxServer sandbox(SandboxProperties properties, JdbcConnectionDetails database, Clock clock) {
        var books = new SandboxSettings.Database(database.getJdbcUrl(), String.valueOf(database.getUsername()),
                String.valueOf(database.getPassword()));
        return SandboxServer.start(new SandboxSettings(books, properties.port(), properties.latency(),
                properties.slowAnswer(), properties.webhooks().settings()), clock);
    }

    @Bean
    SandboxProvider sandboxProvider(SandboxServer sandbox, SandboxProperties properties) {
        return new SandboxProvider(sandbox.address(), properties.deadline());
    }

    @Bean
    SandboxWebhooks sandboxWebhooks(SandboxProperties properties, Clock clock) {
        return new SandboxWebhooks(properties.webhooks().secret(), properties.webhooks().tolerance(), clock);
    }
}
