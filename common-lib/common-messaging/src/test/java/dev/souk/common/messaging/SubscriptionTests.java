package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Each test has a key of its own; the payloads are JSON strings that tell the handlers what to do. */
@SpringBootTest(properties = {"souk.messaging.listener.first-pause=1ms", "souk.messaging.listener.max-pause=5ms"})
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
class SubscriptionTests {

    @Autowired
    TestMessages messages;

    @Autowired
    Effects effects;

    @Autowired
    TopicReader reader;

    @Autowired
    Handlers handlers;

    @Test
    void aMessageThatArrivesTwiceTakesEffectOnce() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        messages.send(id, "letters", "twice", "Written", "twice");
        messages.send(id, "letters", "twice", "Written", "twice");
        messages.send("letters", "twice", "Written", "after twice");

        awaitEffect("single", "after twice");
        awaitEffect("batch", "after twice");
        awaitEffect("together", "after twice");

        assertThat(effects.of("together")).containsOnlyOnce("twice");
        assertThat(effects.of("single")).containsOnlyOnce("twice");
        assertThat(effects.of("batch")).containsOnlyOnce("twice");
    }

    @Test
    void typesThatASubscriptionDoesNotNameAreSkipped() {
        messages.send("letters", "skipped", "Burnt", "skipped");
        messages.send("letters", "skipped", "Written", "after skipped");

        awaitEffect("single", "after skipped");

        assertThat(effects.of("single")).doesNotContain("skipped");
    }

    @Test
    void anUnreadableMessageBecomesADeadLetterAndItsNeighboursGoOn() {
        messages.send("letters", "unreadable", "Written", "before unreadable");
        messages.sendRaw(UuidCreator.getTimeOrderedEpoch(), "letters", "unreadable", "Written", "{\"not\": \"text");
        messages.send("letters", "unreadable", "Written", "after unreadable");

        awaitEffect("single", "after unreadable");
        awaitEffect("batch", "after unreadable");
        awaitEffect("together", "after unreadable");

        List<ConsumerRecord<String, byte[]>> dead = deadLetters("unreadable", 3);
        assertThat(effects.of("single")).contains("before unreadable");
        assertThat(dead).allSatisfy(letter -> {
            assertThat(TopicReader.value(letter)).isEqualTo("{\"not\": \"text");
            assertThat(TopicReader.header(letter, "ce_type")).isEqualTo("Written");
            assertThat(TopicReader.header(letter, "kafka_dlt-original-topic")).endsWith(".letters");
            assertThat(TopicReader.header(letter, "kafka_dlt-exception-fqcn"))
                    .isEqualTo(UnreadableMessage.class.getName());
        });
    }

    @Test
    void aRecordThatIsNoMessageBecomesADeadLetter() {
        messages.sendWithoutHeaders("letters", "stranger", "hello");

        List<ConsumerRecord<String, byte[]>> dead = deadLetters("stranger", 2);

        assertThat(TopicReader.header(dead.getFirst(), "kafka_dlt-exception-message")).contains("ce_id is missing");
    }

    @Test
    void theLargestMessageThatKafkaTakesFitsIntoALetter() {
        String largest = "x".repeat(1024 * 1024 - 200);
        messages.sendWithoutHeaders("letters", "largest", largest);

        List<ConsumerRecord<String, byte[]>> dead = deadLetters("largest", 2);

        assertThat(TopicReader.value(dead.getFirst())).isEqualTo(largest);
    }

    @Test
    void aMessageThatKeepsFailingLeavesNothingBehindButADeadLetter() {
        UUID id = messages.send("letters", "failing", "Written", "fail always");
        messages.send("letters", "failing", "Written", "after failing");

        awaitEffect("single", "after failing");
        awaitEffect("batch", "after failing");
        awaitEffect("together", "after failing");

        assertThat(deadLetters("failing", 3)).hasSize(3);
        assertThat(effects.of("together")).doesNotContain("fail always");
        assertThat(effects.of("single")).doesNotContain("fail always");
        assertThat(effects.of("batch")).doesNotContain("fail always");
        assertThat(effects.hasInboxRow("single", id)).isFalse();
        assertThat(effects.hasInboxRow("batch", id)).isFalse();
    }

    @Test
    void aMessageBecomesADeadLetterHoweverMuchItsFailureHasToSay() {
        messages.send("letters", "wordy", "Written", "fail at length");
        messages.send("letters", "wordy", "Written", "after wordy");

        awaitEffect("single", "after wordy");

        ConsumerRecord<String, byte[]> dead = deadLetters("wordy", 1).getFirst();
        assertThat(TopicReader.value(dead)).isEqualTo("\"fail at length\"");
        assertThat(TopicReader.header(dead, "kafka_dlt-exception-message")).startsWith("no good, no good")
                .hasSizeLessThan(3_000);
        assertThat(TopicReader.header(dead, "kafka_dlt-exception-stacktrace")).contains("no good")
                .hasSizeLessThan(20_000);
    }

    @Test
    void anErrorInAHandlerIsAFailureOfItsMessageAndDoesNotStopTheListener() {
        messages.send("letters", "deep", "Written", "fail with an error");
        messages.send("letters", "deep", "Written", "after deep");

        awaitEffect("single", "after deep");
        awaitEffect("together", "after deep");

        assertThat(TopicReader.header(deadLetters("deep", 1).getFirst(), "kafka_dlt-exception-fqcn"))
                .isEqualTo(StackOverflowError.class.getName());
    }

    @Test
    void aMessageThatFailsForALittleWhileTakesEffectOnceInTheEnd() {
        messages.send("letters", "recovering", "Written", "fail twice");

        awaitEffect("single", "fail twice");

        assertThat(handlers.failures.get()).isEqualTo(2);
        assertThat(deadLetters("recovering", 0)).isEmpty();
    }

    @Test
    void aMessageWaitsForTheDatabaseHoweverLongItIsAway() {
        messages.send("letters", "outage", "Written", "no database");
        messages.send("letters", "outage", "Written", "after outage");

        awaitEffect("single", "after outage");
        awaitEffect("batch", "after outage");

        assertThat(effects.of("single")).containsSubsequence("no database", "after outage");
        assertThat(deadLetters("outage", 0)).isEmpty();
    }

    @Test
    void anOutageDoesNotUseUpTheRepetitionsOfAMessageThatFailsForItsOwnReason() {
        messages.send("letters", "mixed", "Written", "fail once, then no database");

        awaitEffect("single", "fail once, then no database");

        assertThat(deadLettersOf("mixed")).isEmpty();
    }

    private void awaitEffect(String consumer, String effect) {
        await().untilAsserted(() -> assertThat(effects.of(consumer)).contains(effect));
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters(String key, int atLeast) {
        await().untilAsserted(() -> assertThat(deadLettersOf(key)).hasSizeGreaterThanOrEqualTo(atLeast));
        return deadLettersOf(key);
    }

    private List<ConsumerRecord<String, byte[]>> deadLettersOf(String key) {
        return reader.deadLetters("letters").stream().filter(record -> record.key().equals(key)).toList();
    }

    @TestConfiguration
    static class Subscriptions {

        @Bean
        Handlers handlers(Effects effects) {
            return new Handlers(effects);
        }

        @Bean
        Subscription single(Handlers handlers) {
            return Subscription.to("letters", "single")
                    .on("Written", String.class, text -> handlers.handle("single", text))
                    .build();
        }

        @Bean
        Subscription together(Handlers handlers) {
            return Subscription.to("letters", "together")
                    .on("Written", String.class, text -> handlers.handle("together", text))
                    .oneTransactionPerPoll()
                    .build();
        }

        @Bean
        Subscription batch(Handlers handlers) {
            return Subscription.to("letters", "batch")
                    .inBatches(
                            letters -> letters.forEach(letter -> handlers.handle("batch", letter.data(String.class))))
                    .build();
        }
    }

    static final class Handlers {

        /** More than a message that is at fault itself is tried. */
        private static final int OUTAGE = 12;

        private final Effects effects;
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicInteger outages = new AtomicInteger();
        private final AtomicInteger mixed = new AtomicInteger();

        Handlers(Effects effects) {
            this.effects = effects;
        }

        void handle(String consumer, String text) {
            effects.add(consumer, text);
            boolean fails = switch (text) {
                case "fail always" -> true;
                case "fail twice" -> consumer.equals("single") && failures.get() < 2 && failures.incrementAndGet() <= 2;
                default -> false;
            };
            if (fails) {
                throw new IllegalArgumentException("no good: " + text);
            }
            if (text.equals("fail at length")) {
                throw new IllegalArgumentException("no good, ".repeat(300_000));
            }
            if (text.equals("fail with an error")) {
                throw new StackOverflowError();
            }
            if (text.startsWith("fail once") && consumer.equals("single") && mixed.incrementAndGet() == 1) {
                throw new IllegalArgumentException("no good: " + text);
            }
            if (text.startsWith("fail once") && consumer.equals("single") && mixed.get() <= OUTAGE) {
                throw new CannotGetJdbcConnectionException("away");
            }
            if (text.equals("no database") && outages.incrementAndGet() <= OUTAGE) {
                throw new CannotGetJdbcConnectionException("away");
            }
        }
    }
}
