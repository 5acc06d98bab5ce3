package dev.souk.common.messaging;

import java.time.Duration;
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

    /** After so many batches the reading starts from the lowest id again, for rows that were committed late. */
    private static final int BATCHES_PER_PASS = 20;

    private final OutboxTable table;
    private final KafkaSender sender;
    private final TransactionOperations transactions;
    private final MessagingProperties.OutboxSettings settings;
    private final Counter sent;

    OutboxRelay(OutboxTable table, KafkaSender sender, TransactionOperations transactions,
            MessagingProperties.OutboxSettings settings, Counter sent) {
        this.table = table;
        this.sender = sender;
        this.transactions = transactions;
        this.settings = settings;
        this.sent = sent;
    }

    /**
     * Sends until nothing waits.
     *
     * @param goOn asked between two batches
     * @throws RuntimeException when Kafka or the database is away; what was sent until then is marked
     */
    void drain(BooleanSupplier goOn) {
        long afterId = 0;
        int batches = 0;
        List<WaitingMessage> batch;
        do {
            batch = relayBatch(afterId);
            batches++;
            // Going on behind the last id saves reading over the dead entries that this run leaves in the index.
            afterId = batches % BATCHES_PER_PASS == 0 || batch.isEmpty() ? 0 : batch.getLast().id();
        } while (batch.size() == settings.batchSize() && goOn.getAsBoolean());
    }

    private List<WaitingMessage> relayBatch(long afterId) {
        Relayed relayed = transactions.execute(status -> {
            table.lockForRelay(settings.sendTimeout().plus(GRACE));
            List<WaitingMessage> waiting = table.waiting(afterId, settings.batchSize());
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
