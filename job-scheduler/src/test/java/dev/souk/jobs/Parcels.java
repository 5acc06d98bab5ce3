package dev.souk.jobs;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.Subscription;

/** A topic with two consumers: {@code packer} fails as a message says until it is mended, {@code auditor} takes everything. */
@TestConfiguration(proxyBeanMethods = false)
public class Parcels {

    public record Packed(String parcel, String failure) {}

    private final List<String> packed = new CopyOnWriteArrayList<>();
    private final List<String> audited = new CopyOnWriteArrayList<>();
    private final Set<String> mended = ConcurrentHashMap.newKeySet();

    @Autowired
    Outbox outbox;

    @Autowired
    ProducerFactory<?, ?> kafka;

    @Value("${souk.messaging.topic-prefix}")
    String prefix;

    @Autowired
    TransactionTemplate transactions;

    /** @param failure of the packer: "bug", "away" (for a moment), or nothing */
    public String send(String failure) {
        String parcel = UUID.randomUUID().toString();
        transactions.executeWithoutResult(status -> outbox.append(
                new OutgoingMessage("parcels", parcel, "Packed", "tests/Packed.v1", new Packed(parcel, failure))));
        return parcel;
    }

    /** Without any header that a message has. */
    public void sendRaw(String key, String payload) {
        try (var producer = new KafkaProducer<>(kafka.getConfigurationProperties(), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(prefix + "parcels", key, payload));
        }
    }

    public void mend(String parcel) {
        mended.add(parcel);
    }

    public List<String> packed() {
        return packed;
    }

    public List<String> audited() {
        return audited;
    }

    @Bean
    Subscription packer() {
        return Subscription.to("parcels", "packer").on("Packed", Packed.class, parcel -> {
            if (!mended.contains(parcel.parcel())) {
                switch (parcel.failure()) {
                    case "bug" -> throw new IllegalArgumentException("cannot pack " + parcel.parcel());
                    case "away" -> throw new RobotAway();
                    default -> {
                        // well
                    }
                }
            }
            packed.add(parcel.parcel());
        }).build();
    }

    @Bean
    Subscription auditor() {
        return Subscription.to("parcels", "auditor")
                .on("Packed", Packed.class, parcel -> audited.add(parcel.parcel())).build();
    }

    /** Passes by itself, and common-messaging does not know that. */
    public static final class RobotAway extends RuntimeException {
    }
}
