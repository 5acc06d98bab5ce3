package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

import dev.souk.test.Engines;
import dev.souk.test.PostgresServer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

class DeadLettersTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PostgresServer.Database database = Engines.postgres().newDatabase("letters");

    @Test
    void theirProducerEndsWithTheApplication() {
        try (ConfigurableApplicationContext application = start()) {
            application.getBean(TestMessages.class).send("given-up", "key", "Written", "fails");
            TopicReader reader = application.getBean(TopicReader.class);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(reader.deadLetters("given-up")).hasSize(1));
            assertThat(threadsOfTheProducer()).isOne();
        }

        assertThat(threadsOfTheProducer()).isZero();
    }

    @Test
    void theGuaranteesOfAProducerHoldWhateverTheApplicationSays() {
        assertThat(ProducerGuarantees.over(Map.of(ProducerConfig.ACKS_CONFIG, "0",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false, ProducerConfig.RETRIES_CONFIG, 0,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 50), "tests"))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    }

    /** Its own settings for producers are careless and would contradict each other. */
    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(TestApplication.class, GivesUp.class).run(
                "--SOUK_DB_URL=" + database.jdbcUrl(), "--SOUK_DB_USER=" + database.user(),
                "--SOUK_DB_PASSWORD=" + database.password(),
                "--SOUK_KAFKA_BOOTSTRAP=" + Engines.kafka().bootstrapServers(),
                "--souk.messaging.topic-prefix=" + database.user() + ".", "--souk.messaging.source=careless",
                "--souk.messaging.listener.first-pause=1ms", "--spring.kafka.producer.acks=0",
                "--spring.kafka.producer.retries=0", "--spring.kafka.producer.properties.enable.idempotence=false",
                "--spring.kafka.producer.properties.linger.ms=20000",
                "--spring.kafka.producer.properties.max.in.flight.requests.per.connection=50");
    }

    private static long threadsOfTheProducer() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("careless-dead-letters")).count();
    }

    @TestConfiguration
    static class GivesUp {

        @Bean
        Subscription givesUp() {
            return Subscription.to("given-up", "dead-letters-test").on("Written", String.class, text -> {
                throw new IllegalArgumentException("no good: " + text);
            }).build();
        }
    }
}
