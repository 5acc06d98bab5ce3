package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/** The relay sleeps for an hour unless a commit wakes it. */
@SpringBootTest(properties = {"souk.messaging.outbox.poll-interval=1h"})
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
class OutboxTests {

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxTable table;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TopicReader reader;

    record Opened(int number, Instant at) {}

    @Test
    void aMessageIsSentWhenItsTransactionCommits() {
        transactions.executeWithoutResult(status -> outbox.append(opened("committed", "door-1", 7)));

        ConsumerRecord<String, byte[]> sent = awaitMessages("committed", 1).getFirst();

        assertThat(sent.key()).isEqualTo("door-1");
        assertThat(TopicReader.value(sent)).isEqualTo("{\"number\":7,\"at\":\"2026-03-01T10:15:30Z\"}");
        assertThat(TopicReader.header(sent, "ce_specversion")).isEqualTo("1.0");
        assertThat(UUID.fromString(TopicReader.header(sent, "ce_id")).version()).isEqualTo(7);
        assertThat(TopicReader.header(sent, "ce_type")).isEqualTo("DoorOpened");
        assertThat(TopicReader.header(sent, "ce_source")).isEqualTo("messaging-tests");
        assertThat(TopicReader.header(sent, "ce_dataschema")).isEqualTo("doors/DoorOpened.v1");
        assertThat(Instant.parse(TopicReader.header(sent, "ce_time"))).isBefore(Instant.now());
    }

    @Test
    void nothingIsSentWhenTheTransactionRollsBack() {
        transactions.executeWithoutResult(status -> {
            outbox.append(opened("rolled-back", "door-1", 1));
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(status -> outbox.append(opened("rolled-back", "door-1", 2)));

        assertThat(numbers(awaitMessages("rolled-back", 1))).containsExactly(2);
    }

    @Test
    void appendingOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.append(opened("refused", "door-1", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@Transactional");
    }

    @Test
    void aMessageThatKafkaWouldRefuseFailsItsTransactionInsteadOfBlockingTheOthers() {
        var tooLarge = new OutgoingMessage("large", "door-1", "DoorOpened", "doors/DoorOpened.v1",
                "x".repeat(1_000_000));

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> outbox.append(tooLarge)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("900000 bytes");
    }

    @Test
    void messagesOfOneKeyArriveInTheOrderOfTheirAppends() {
        int messages = 1_500; // three full batches
        transactions.executeWithoutResult(status -> outbox.append(IntStream.range(0, messages)
                .mapToObj(number -> opened("ordered", "door-" + number % 10, number))
                .toArray(OutgoingMessage[]::new)));

        List<ConsumerRecord<String, byte[]>> sent = awaitMessages("ordered", messages);

        for (int door = 0; door < 10; door++) {
            String key = "door-" + door;
            assertThat(numbers(sent.stream().filter(record -> record.key().equals(key)).toList())).isSorted()
                    .hasSize(messages / 10);
        }
    }

    @Test
    void whatIsSentIsMarkedAndNothingWaits() {
        transactions.executeWithoutResult(status -> outbox.append(opened("marked", "door-1", 1)));

        awaitMessages("marked", 1);

        await().untilAsserted(() -> assertThat(table.backlog().messages()).isZero());
    }

    private List<ConsumerRecord<String, byte[]>> awaitMessages(String topic, int count) {
        await().until(() -> reader.all(topic).size() >= count);
        List<ConsumerRecord<String, byte[]>> records = reader.all(topic);
        assertThat(records).hasSize(count);
        return records;
    }

    private static OutgoingMessage opened(String topic, String key, int number) {
        return new OutgoingMessage(topic, key, "DoorOpened", "doors/DoorOpened.v1",
                new Opened(number, Instant.parse("2026-03-01T10:15:30Z")));
    }

    private static List<Integer> numbers(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(record -> MessageJson.read(record.value(), Opened.class).number()).toList();
    }
}
