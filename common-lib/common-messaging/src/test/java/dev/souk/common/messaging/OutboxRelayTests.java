package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.souk.engines.Engine;
import dev.souk.test.SoukEngines;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Relays made by hand, as several instances would have them; the application's own sleeps all the time. */
@SpringBootTest(properties = "souk.messaging.outbox.poll-interval=1h")
@SoukEngines({Engine.POSTGRES, Engine.KAFKA})
class OutboxRelayTests {

    @Autowired
    OutboxTable table;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Topics topics;

    @Autowired
    ProducerFactory<?, ?> producers;

    @Autowired
    TopicReader reader;

    @Autowired
    Effects effects;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stopThreads() {
        threads.close();
    }

    @Test
    void twoRelaysShareTheWorkWithoutLossAndRepetitionAndInOrder() throws Exception {
        int keys = 4;
        int messagesPerKey = 250;
        List<CompletableFuture<Void>> writers = IntStream.range(0, keys)
                .mapToObj(key -> CompletableFuture.runAsync(() -> writeSome("shared", "key-" + key, messagesPerKey),
                        threads))
                .toList();
        CompletableFuture<Void> written = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        Counter first = meters.counter("first");
        Counter second = meters.counter("second");

        List<Future<?>> relays = List.of(threads.submit(() -> relayUntil(written, first)),
                threads.submit(() -> relayUntil(written, second)));
        for (Future<?> relay : relays) {
            relay.get();
        }

        List<ConsumerRecord<String, byte[]>> sent = reader.all("shared");
        assertThat(sent).hasSize(keys * messagesPerKey);
        for (int key = 0; key < keys; key++) {
            String name = "key-" + key;
            assertThat(sent.stream().filter(record -> record.key().equals(name)).map(TopicReader::value))
                    .containsExactlyElementsOf(IntStream.range(0, messagesPerKey).mapToObj(String::valueOf).toList());
        }
        assertThat(first.count()).isPositive();
        assertThat(second.count()).isPositive();
    }

    @Test
    void aCrashBetweenSendingAndMarkingRepeatsTheMessageAndItStillTakesEffectOnce() {
        write("crashed", "key", 0);
        var crashing = relay(new Crashing(transactions), meters.counter("crashing"));
        assertThatThrownBy(() -> crashing.drain(() -> true)).isInstanceOf(Crash.class);

        relay(transactions, meters.counter("next")).drain(() -> true);
        write("crashed", "key", "end");
        relay(transactions, meters.counter("next")).drain(() -> true);

        List<ConsumerRecord<String, byte[]>> sent = reader.all("crashed");
        assertThat(TopicReader.values(sent)).containsExactly("0", "0", "\"end\"");
        assertThat(TopicReader.header(sent.get(0), "ce_id")).isEqualTo(TopicReader.header(sent.get(1), "ce_id"));
        await().untilAsserted(() -> assertThat(effects.of("crash-test")).containsExactly("0", "end"));
    }

    @Test
    void aRelayThatStandsStillLosesItsTurn() {
        write("stuck", "key", 0);

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
            table.lockForRelay(Duration.ofMillis(100));
            Future<?> _ = threads.submit(() -> relay(transactions, meters.counter("other")).drain(() -> true));
            await().untilAsserted(() -> assertThat(reader.all("stuck")).hasSize(1));
        })).as("the database has ended the transaction").isInstanceOf(RuntimeException.class);
    }

    @Test
    void aRowThatCommitsLateIsSentThoughLaterOnesHaveOvertakenIt() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> overtaken = new CompletableFuture<>();
        Future<?> late = threads.submit(() -> transactions.executeWithoutResult(status -> {
            write("late", "slow", 0);
            written.complete(null);
            overtaken.join();
        }));
        await().until(written::isDone);
        write("late", "fast", 0);
        OutboxRelay relay = relay(transactions, meters.counter("late"));
        relay.drain(() -> true);
        assertThat(reader.all("late")).extracting(ConsumerRecord::key).containsExactly("fast");

        overtaken.complete(null);
        await().until(late::isDone);
        relay.drain(() -> true);

        assertThat(reader.all("late")).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("fast", "slow");
    }

    @Test
    void whatAnInstanceLeftThatDiedBetweenItsCommitAndTheWakeUpIsFound() {
        RelayThread thread = thread(transactions, Duration.ofMillis(20));
        thread.start();

        write("left", "key", 0);

        await().untilAsserted(() -> assertThat(reader.all("left")).hasSize(1));
        thread.stop();
    }

    @Test
    void whatIsWrittenLastIsSentWhenTheApplicationStops() {
        RelayThread thread = thread(transactions, Duration.ofHours(1));
        write("last", "key", 0);
        thread.start();
        await().untilAsserted(() -> assertThat(reader.all("last")).hasSize(1)); // it sleeps now
        write("last", "key", 1);

        thread.stop();

        assertThat(TopicReader.values(reader.all("last"))).containsExactly("0", "1");
    }

    @Test
    void anErrorDoesNotEndTheRelayForGood() {
        RelayThread thread = thread(new FailingOnce(transactions, new AtomicBoolean()), Duration.ofMillis(20));
        write("after-error", "key", 0);

        thread.start();

        await().untilAsserted(() -> assertThat(reader.all("after-error")).hasSize(1));
        thread.stop();
    }

    private void relayUntil(CompletableFuture<Void> written, Counter sent) {
        OutboxRelay relay = relay(transactions, sent);
        while (!written.isDone()) {
            relay.drain(() -> true);
        }
        relay.drain(() -> true);
    }

    private OutboxRelay relay(TransactionOperations inTransaction, Counter sent) {
        return new OutboxRelay(table, sender(), inTransaction, settings(Duration.ofHours(1)), sent, clock);
    }

    private RelayThread thread(TransactionOperations inTransaction, Duration pollInterval) {
        KafkaSender sender = sender();
        var relay = new OutboxRelay(table, sender, inTransaction, settings(pollInterval), meters.counter("thread"),
                clock);
        return new RelayThread(relay, sender, settings(pollInterval));
    }

    private KafkaSender sender() {
        return new KafkaSender(producers.getConfigurationProperties(), topics, "tests", Duration.ofSeconds(5));
    }

    private static MessagingProperties.OutboxSettings settings(Duration pollInterval) {
        return new MessagingProperties.OutboxSettings(10, pollInterval, Duration.ofSeconds(5), Duration.ofSeconds(1),
                Duration.ofDays(1));
    }

    private void writeSome(String topic, String key, int messages) {
        for (int number = 0; number < messages; number++) {
            write(topic, key, number);
        }
    }

    private void write(String topic, String key, Object data) {
        transactions.executeWithoutResult(
                status -> table.insert(List.of(new TracedMessage(
                        new OutgoingMessage(topic, key, "Counted", "tests/Counted.v1", data), null))));
    }

    /** Dies after the work and before the commit. */
    private record Crashing(TransactionOperations transactions) implements TransactionOperations {

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            return transactions.execute(status -> {
                action.doInTransaction(status);
                throw new Crash();
            });
        }
    }

    private record FailingOnce(TransactionOperations transactions, AtomicBoolean failed)
            implements
                TransactionOperations {

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            if (failed.compareAndSet(false, true)) {
                throw new StackOverflowError();
            }
            return transactions.execute(action);
        }
    }

    private static final class Crash extends RuntimeException {
    }

    @TestConfiguration
    static class Subscriptions {

        @Bean
        Subscription crashed(Effects effects) {
            return Subscription.to("crashed", "crash-test")
                    .inBatches(messages -> messages
                            .forEach(message -> effects.add("crash-test", message.data(String.class))))
                    .build();
        }
    }
}
