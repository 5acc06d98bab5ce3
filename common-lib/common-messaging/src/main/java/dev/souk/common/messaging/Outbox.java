package dev.souk.common.messaging;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Announces facts in the transaction that stores them. What is appended is sent to Kafka after the commit, never before and
 * never without it, and survives a crash at any point and an outage of Kafka of any length.
 *
 * <p><b>Delivery.</b> At least once, with the same message id each time; normally exactly once. Consumers drop repetitions by
 * the id ({@link Subscription} does).
 *
 * <p><b>Order.</b> Messages of one key are sent in the order of their appends. Between two transactions that holds as long as
 * the later one appends after the earlier one committed; so lock or write the aggregate first (an update with a version
 * check does both) and append then.
 */
public final class Outbox {

    private final OutboxTable table;
    private final Traces traces;
    private final Runnable wakeUp;

    Outbox(OutboxTable table, Traces traces, Runnable wakeUp) {
        this.table = table;
        this.traces = traces;
        this.wakeUp = wakeUp;
    }

    /**
     * Stores the messages, to be sent once the current transaction has committed.
     *
     * @throws IllegalStateException outside a transaction
     * @throws IllegalArgumentException when a message is larger than Kafka takes
     */
    public void append(OutgoingMessage... messages) {
        requireTransaction();
        table.insert(Arrays.stream(messages).map(message -> new TracedMessage(message, traceOf(message))).toList());
        wakeUpAfterCommit();
    }

    /**
     * Stores a dead letter, to be sent back to its consumer once the current transaction has committed.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void append(Replay replay) {
        requireTransaction();
        table.insert(replay);
        wakeUpAfterCommit();
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("Outbox.append needs a transaction: call it from the @Transactional method"
                    + " that stores the fact, so that both commit together");
        }
    }

    private @Nullable String traceOf(OutgoingMessage message) {
        String ofBatch = BatchTraces.ofKey(message.key());
        return ofBatch == null ? traces.current() : ofBatch;
    }

    private void wakeUpAfterCommit() {
        if (TransactionSynchronizationManager.hasResource(this)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(this, wakeUp);
        TransactionSynchronizationManager.registerSynchronization(new WakeUp());
    }

    /** Wakes the relay once per transaction, however many appends it made. */
    private final class WakeUp implements TransactionSynchronization {

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Outbox.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Outbox.this, wakeUp);
        }

        @Override
        public void afterCommit() {
            wakeUp.run();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Outbox.this);
        }
    }
}
