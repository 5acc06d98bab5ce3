package dev.souk.common.messaging;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The smallest application that sends and listens. */
@SpringBootConfiguration
@EnableAutoConfiguration
class TestApplication {

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager transactionManager) {
        return new TransactionTemplate(transactionManager);
    }

    @Bean
    Effects effects(JdbcTemplate jdbc) {
        return new Effects(jdbc);
    }

    @Bean
    TopicReader topicReader(Topics topics, ConsumerFactory<?, ?> consumers) {
        return new TopicReader(topics, consumers.getConfigurationProperties());
    }

    @Bean
    TestMessages testMessages(Topics topics, ProducerFactory<?, ?> producers) {
        return new TestMessages(topics, producers.getConfigurationProperties());
    }
}
