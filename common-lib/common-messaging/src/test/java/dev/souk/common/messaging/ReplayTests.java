package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

/** Two consumers of one topic, one of which fails until it is mended. */
@SpringBootTest(properties = {"souk.messaging.listener.first-pause=1ms", "souk.messaging.listener.max-pause=5ms"})
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
class ReplayTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    TestMessages messages;

    @Autowired
    Effects effects;

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TopicReader reader;

    @Autowired
    Letters letters;

    @Autowired
    MeterRegistry meters;

    @Test
    void aLetterThatIsReplayedTakesEffectOnceAndAtItsConsumerOnly() {
        UUID id = messages.send("parcels", "key", "Packed", "broken");
        DeadLetter letter = letters.await("key");
        assertThat(letter.topic()).isEqualTo("parcels");
        assertThat(letter.consumer()).isEqualTo("careful");
        assertThat(letter.messageId()).isEqualTo(id);
        assertThat(letter.payload()).asString(StandardCharsets.UTF_8).isEqualTo("\"broken\"");
        assertThat(letter.cause().exception()).isEqualTo(IllegalArgumentException.class.getName());
        assertThat(letter.replayOf()).isNull();

        letters.mended = true;
        replay(letter, UUID.randomUUID());
        replay(letter, UUID.randomUUID());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sent(id)).hasSize(3));
        messages.send("parcels", "key", "Packed", "after it");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(effects.of("careful")).contains("after it");
            assertThat(effects.of("careless")).contains("after it");
        });
        assertThat(effects.of("careful")).containsOnlyOnce("broken");
        assertThat(effects.of("careless")).containsOnlyOnce("broken");
        assertThat(meters.find("messaging.inbox.repeated").tag("consumer", "careless").counter())
                .as("skipped because it is not meant, before the inbox").isNull();
        assertThat(sent(id))
                .extracting(record -> TopicReader.header(record, "ce_time") + TopicReader.header(record, "ce_source"))
                .as("what it said at first").containsOnly(letter.envelope().time() + "tests");
    }

    @Test
    void aReplayThatFailsIsALetterOfThatReplay() {
        messages.send("parcels", "in vain", "Packed", "broken for good");
        DeadLetter letter = letters.await("in vain");
        UUID letterId = UUID.randomUUID();

        replay(letter, letterId);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters.of("in vain")).hasSize(2));
        DeadLetter again = letters.of("in vain").getLast();
        assertThat(again.replayOf()).isEqualTo(letterId);
        assertThat(again.consumer()).isEqualTo("careful");
        assertThat(again.messageId()).isEqualTo(letter.messageId());
    }

    @Test
    void aLetterIsReadAgainUntilItIsKeptWhateverHappens() {
        letters.failures.set(3);

        messages.send("parcels", "patient", "Packed", "broken for good");

        assertThat(letters.await("patient").envelope().key()).isEqualTo("patient");
        assertThat(letters.failures).hasValue(0);
    }

    @Test
    void aLetterThatNobodyCanReadIsALetterToo() {
        messages.sendWithoutHeaders("parcels", "stran\0ger", "no JSON \0");

        DeadLetter letter = letters.await("stran\uFFFDger");
        assertThat(letter.messageId()).isNull();
        assertThat(letter.envelope().type()).isNull();
        assertThat(letter.payload()).asString(StandardCharsets.UTF_8).isEqualTo("no JSON \0");
        assertThat(letter.cause().message()).contains("ce_id is missing");
    }

    private List<ConsumerRecord<String, byte[]>> sent(UUID message) {
        return reader.all("parcels").stream()
                .filter(record -> message.toString().equals(TopicReader.header(record, "ce_id"))).toList();
    }

    private void replay(DeadLetter letter, UUID letterId) {
        DeadLetter.Envelope envelope = letter.envelope();
        transactions.executeWithoutResult(status -> outbox.append(new Replay(letterId, known(letter.topic()),
                known(letter.consumer()), known(letter.messageId()), known(envelope.key()), known(envelope.type()),
                envelope.source(), known(envelope.time()), envelope.dataSchema(), envelope.traceparent(),
                new String(letter.payload(), StandardCharsets.UTF_8))));
    }

    private static <T> T known(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    static final class Letters implements DeadLetterKeeper {

        private final List<DeadLetter> kept = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean mended;

        /** Fails in a way that error handlers of Spring Kafka do not repeat by themselves. */
        @Override
        public void keep(List<DeadLetter> letters) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ClassCastException("no good");
            }
            kept.addAll(letters);
        }

        DeadLetter await(String key) {
            org.awaitility.Awaitility.await().atMost(PATIENCE).until(() -> !of(key).isEmpty());
            return of(key).getFirst();
        }

        List<DeadLetter> of(String key) {
            return kept.stream().filter(letter -> key.equals(letter.envelope().key())).toList();
        }

        void handle(String text) {
            if (text.equals("broken for good") || (text.equals("broken") && !mended)) {
                throw new IllegalArgumentException(text);
            }
        }
    }

    @TestConfiguration
    static class Configuration {

        @Bean
        Letters letters() {
            return new Letters();
        }

        @Bean
        Subscription careful(Effects effects, Letters letters) {
            return Subscription.to("parcels", "careful").on("Packed", String.class, text -> {
                letters.handle(text);
                effects.add("careful", text);
            }).build();
        }

        @Bean
        Subscription careless(Effects effects) {
            return Subscription.to("parcels", "careless")
                    .on("Packed", String.class, text -> effects.add("careless", text)).build();
        }
    }
}
