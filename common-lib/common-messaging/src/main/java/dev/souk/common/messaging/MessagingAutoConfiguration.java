package dev.souk.common.messaging;

import java.time.Clock;
import java.time.Instant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the {@link Outbox} with its relay, and the listeners of all {@link Subscription} beans. Nothing of it needs Kafka to
 * start. Addresses and security come from {@code spring.kafka.*}.
 */
@AutoConfiguration(after = {JdbcTemplateAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
        KafkaAutoConfiguration.class})
@EnableConfigurationProperties(MessagingProperties.class)
@EnableScheduling
@PropertySource("classpath:dev/souk/common/messaging/defaults.properties")
final class MessagingAutoConfiguration {

    @Bean
    OutboxTable outboxTable(JdbcTemplate jdbc, ObjectProvider<Clock> clock) {
        return new OutboxTable(jdbc, orSystem(clock));
    }

    @Bean
    Inbox inbox(JdbcTemplate jdbc, ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
        return new Inbox(jdbc, orSystem(clock), orGlobal(meters));
    }

    @Bean
    Topics messagingTopics(KafkaAdmin admin, MessagingProperties properties) {
        return new Topics(admin.getConfigurationProperties(), properties);
    }

    @Bean
    Outbox outbox(OutboxTable table, Traces traces, RelayThread relay) {
        return new Outbox(table, traces, relay::wakeUp);
    }

    @Bean
    RelayThread outboxRelayThread(OutboxTable table, PlatformTransactionManager transactionManager,
            ProducerFactory<?, ?> producers, Topics topics, MessagingProperties properties,
            ObjectProvider<MeterRegistry> meters) {
        MessagingProperties.OutboxSettings settings = properties.outbox();
        var sender = new KafkaSender(producers.getConfigurationProperties(), topics, properties.source(),
                settings.sendTimeout());
        Counter sent = orGlobal(meters).counter("messaging.outbox.sent");
        var relay = new OutboxRelay(table, sender, new TransactionTemplate(transactionManager), settings, sent,
                () -> Instant.EPOCH.plusNanos(System.nanoTime()));
        return new RelayThread(relay, sender, settings);
    }

    @Bean
    Housekeeping messagingHousekeeping(OutboxTable outbox, Inbox inbox, JdbcTemplate jdbc,
            PlatformTransactionManager transactionManager, MessagingProperties properties,
            ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
        var partitions = new InboxPartitions(jdbc, new TransactionTemplate(transactionManager), orSystem(clock));
        return new Housekeeping(outbox, inbox, partitions, properties, orSystem(clock), orGlobal(meters));
    }

    @Bean
    DeadLetters deadLetters(ProducerFactory<?, ?> producers, MessagingProperties properties) {
        return new DeadLetters(producers.getConfigurationProperties(), properties.source());
    }

    @Bean
    SubscriptionContainers subscriptionContainers(ObjectProvider<Subscription> subscriptions,
            ObjectProvider<DeadLetterKeeper> keepers, ConsumerFactory<?, ?> consumers, DeadLetters deadLetters,
            Topics topics, MessagingProperties properties,
            Inbox inbox, PlatformTransactionManager transactionManager, Traces traces,
            ObjectProvider<MeterRegistry> meters) {
        var failures = new FailureHandling(properties.listener(), deadLetters, orGlobal(meters));
        TransactionOperations transactions = new TransactionTemplate(transactionManager);
        var containers = new ContainerFactory(consumers.getConfigurationProperties(), topics, properties, failures,
                inbox, transactions, traces);
        return new SubscriptionContainers(topics, subscriptions.orderedStream().toList(), keepers.stream().toList(),
                containers);
    }

    @Bean
    @ConditionalOnMissingBean
    Traces noTraces() {
        return Traces.NONE;
    }

    private static Clock orSystem(ObjectProvider<Clock> clock) {
        return clock.getIfAvailable(Clock::systemUTC);
    }

    private static MeterRegistry orGlobal(ObjectProvider<MeterRegistry> meters) {
        return meters.getIfAvailable(() -> Metrics.globalRegistry);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    static class TracingConfiguration {

        @Bean
        Traces micrometerTraces(ObjectProvider<Tracer> tracers, ObjectProvider<Propagator> propagators) {
            Tracer tracer = tracers.getIfAvailable();
            Propagator propagator = propagators.getIfAvailable();
            return tracer == null || propagator == null ? Traces.NONE : new MicrometerTraces(tracer, propagator);
        }
    }
}
