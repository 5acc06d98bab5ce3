package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.transaction.support.TransactionTemplate;

/** Polls made by hand: what Kafka delivers together is chance. */
@SpringBootTest(properties = "souk.messaging.outbox.poll-interval=1h")
@SoukEngines(Engine.POSTGRES)
class SubscriptionListenerTests {

    @Autowired
    Inbox inbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Effects effects;

    private final String consumer = "consumer-" + UUID.randomUUID();
    private final Set<String> bad = new HashSet<>();
    private final List<Integer> sizes = new ArrayList<>();
    private RuntimeException failure = new IllegalArgumentException("no good");
    private SubscriptionListener listener;

    @BeforeEach
    void subscribe() {
        Subscription subscription = Subscription.to("letters", consumer).inBatches(this::handle).build();
        listener = new SubscriptionListener(subscription, inbox, transactions, Traces.NONE);
    }

    private void handle(List<IncomingMessage> letters) {
        sizes.add(letters.size());
        for (IncomingMessage letter : letters) {
            String text = letter.data(String.class);
            effects.add(consumer, text);
            if (bad.contains(text)) {
                throw failure;
            }
        }
    }

    @Test
    void thePollIsOneBatch() {
        listener.onMessage(poll("a", "b", "c"));

        assertThat(sizes).containsExactly(3);
        assertThat(effects.of(consumer)).containsExactly("a", "b", "c");
    }

    @Test
    void theMessageAtFaultIsNamedAndWhatWasBeforeItStays() {
        List<ConsumerRecord<String, byte[]>> poll = poll("a", "bad", "c");
        bad.add("bad");

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> listener.onMessage(poll))
                .satisfies(named -> assertThat(named.getRecord()).isSameAs(poll.get(1)));
        assertThat(effects.of(consumer)).containsExactly("a");

        bad.clear();
        listener.onMessage(poll.subList(1, 3));
        assertThat(effects.of(consumer)).containsExactly("a", "bad", "c");
    }

    @Test
    void aBatchThatFailsForAnOutageLeavesNothingAndComesAgainAsAWhole() {
        List<ConsumerRecord<String, byte[]>> poll = poll("a", "b", "bad");
        bad.add("bad");
        failure = new CannotGetJdbcConnectionException("away");

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> listener.onMessage(poll))
                .satisfies(named -> assertThat(named.getRecord()).isSameAs(poll.getFirst()));
        assertThat(effects.of(consumer)).isEmpty();

        bad.clear();
        listener.onMessage(poll);
        assertThat(sizes).containsExactly(3, 3);
        assertThat(effects.of(consumer)).containsExactly("a", "b", "bad");
    }

    /** As after a crash between the commit of the batch and that of its offsets. */
    @Test
    void aPollThatComesAgainAfterItsCommitHasNoEffect() {
        List<ConsumerRecord<String, byte[]>> poll = poll("a", "b");
        listener.onMessage(poll);

        listener.onMessage(poll);

        assertThat(sizes).containsExactly(2);
        assertThat(effects.of(consumer)).containsExactly("a", "b");
    }

    @Test
    void aPollThatHasAMessageTwiceHandsItOverOnce() {
        List<ConsumerRecord<String, byte[]>> poll = poll("a", "b");

        listener.onMessage(Stream.concat(poll.stream(), poll.stream()).toList());

        assertThat(sizes).containsExactly(2);
    }

    @Test
    void aStrangeRecordDoesNotKeepItsNeighboursFromTheirEffect() {
        ConsumerRecord<String, byte[]> strange = new ConsumerRecord<>("letters", 0, 1, "key", MessageJson.bytes("{}"));
        List<ConsumerRecord<String, byte[]>> poll = List.of(poll("a").getFirst(), strange, poll("c").getFirst());

        assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> listener.onMessage(poll))
                .satisfies(named -> assertThat(named.getRecord()).isSameAs(strange));
        assertThat(effects.of(consumer)).containsExactly("a");
    }

    private static List<ConsumerRecord<String, byte[]>> poll(String... texts) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (String text : texts) {
            var message = new WaitingMessage(0, UuidCreator.getTimeOrderedEpoch(), "letters", "key", "Written",
                    "test/Written.v1", null, MessageJson.write(text), Instant.EPOCH, Map.of());
            var record = new ConsumerRecord<>("letters", 0, records.size(), "key",
                    MessageJson.bytes(message.payload()));
            MessageHeaders.of(message, "tests").forEach(record.headers()::add);
            records.add(record);
        }
        return records;
    }
}
