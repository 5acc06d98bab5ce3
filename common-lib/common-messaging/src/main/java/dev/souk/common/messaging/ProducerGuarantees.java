package dev.souk.common.messaging;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;

/** What a producer of ours keeps, whatever the application's own settings say: an acknowledged message is never lost. */
final class ProducerGuarantees {

    private ProducerGuarantees() {
    }

    /** @param applicationConfig addresses, security and tuning */
    static Map<String, Object> over(Map<String, Object> applicationConfig, String clientId) {
        Map<String, Object> config = new HashMap<>(applicationConfig);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        // A partition that is new takes any message of a producer that it does not know. While the first request waits to
        // be repeated (no leader yet), a second one in flight would overtake it.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        return config;
    }
}
