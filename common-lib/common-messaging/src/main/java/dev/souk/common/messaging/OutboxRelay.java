package dev.souk.common.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings the waiting messages of the outbox to Kafka, batch by batch.
 *
 * <p>Several instances of a service share one table: each takes the table's advisory lock for the transaction of one batch,
 * and the others queue up behind it for the next batch. So the instances share the work, a key's messages never overtake
 * each other, and no message is sent by two. The lock dies with its connection: when an instance is killed, the next one
 * takes over at once; when one stands still, the database ends its transaction after a few seconds. It may then, coming to
 * itself, send what another has sent meanwhile, with the same ids: consumers drop that.
 *
 * <p>Rejected: locks on rows ({@code SKIP LOCKED}), because a second instance would overtake within a key; a lease in a
 * table, because everybody would wait for its end after a crash; transactions of Kafka, because each batch would pay two
 * more round trips for a protection that the consumers' inbox gives for nothing.
 *
 * <p>A crash between sending and marking repeats the batch with the same ids; nothing is ever lost.
 */
final class OutboxRelay {

    /** How long a transaction may stand still beyond the sending before the database takes it for dead. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final OutboxTable table;
    private final KafkaSender sender;
    private final TransactionOperations transactions;
    private final MessagingProperties.OutboxSettings settings;
    private final Counter sent;
    private final InstantSource time;
    private final LowWater lowWater;

    /** @param time only differences count, so it should not be a clock that somebody sets */
    OutboxRelay(OutboxTable table, KafkaSender sender, TransactionOperations transactions,
            MessagingProperties.OutboxSettings settings, Counter sent, InstantSource time) {
        this.table = table;
        this.sender = sender;
        this.transactions = transactions;
        this.settings = settings;
        this.sent = sent;
        this.time = time;
        this.lowWater = new LowWater(time);
    }

    /**
     * Sends until nothing waits.
     *
     * @param goOn asked between two batches
     * @throws RuntimeException when Kafka or the database is away; what was sent until then is marked
     */
    void drain(BooleanSupplier goOn) {
        List<WaitingMessage> batch = relayBatch(lowWater.begin(), true);
        while (batch.size() == settings.batchSize() && goOn.getAsBoolean()) {
            batch = lowWater.isLookBackDue()
                    ? relayBatch(lowWater.begin(), true)
                    : relayBatch(batch.getLast().id(), false);
        }
    }

    private List<WaitingMessage> relayBatch(long afterId, boolean lookBack) {
        Relayed relayed = transactions.execute(status -> {
            table.lockForRelay(settings.sendTimeout().plus(GRACE));
            Instant before = time.instant();
            List<WaitingMessage> waiting = table.waiting(afterId, settings.batchSize());
            if (lookBack) {
                lowWater.looked(afterId, Duration.between(before, time.instant()));
            }
            if (waiting.isEmpty()) {
                return new Relayed(waiting, null);
            }
            KafkaSender.Outcome outcome = sender.send(waiting);
            table.markSent(outcome.acknowledged());
            sent.increment(outcome.acknowledged().size());
            return new Relayed(waiting, outcome.failure());
        });
        if (relayed.failure() != null) {
            throw new SendingFailed(relayed.failure());
        }
        if (!relayed.batch().isEmpty()) {
            lowWater.sent(relayed.batch().getLast().id());
        }
        return relayed.batch();
    }

    private record Relayed(List<WaitingMessage> batch, @Nullable Exception failure) {}

    /** Kafka did not take the whole batch. */
    static final class SendingFailed extends RuntimeException {

        SendingFailed(Exception cause) {
            super("Kafka did not acknowledge in time: " + cause, cause);
        }
    }
}
