package dev.souk.common.messaging;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Hands the records of a poll to a subscription: each in a transaction of its own, or all in one with a second chance one by
 * one. A failure names its record, so that the container can keep what was done before it. An {@link Error} is a failure like
 * others: it would stop the container for good, here and wherever the message is delivered next.
 */
final class SubscriptionListener implements BatchMessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionListener.class);

    private final Subscription subscription;
    private final Inbox inbox;
    private final TransactionOperations transactions;
    private final Traces traces;

    SubscriptionListener(Subscription subscription, Inbox inbox, TransactionOperations transactions, Traces traces) {
        this.subscription = subscription;
        this.inbox = inbox;
        this.transactions = transactions;
        this.traces = traces;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        if (subscription.oneTransactionPerPoll() && records.size() > 1 && takenTogether(records)) {
            return;
        }
        for (ConsumerRecord<String, byte[]> record : records) {
            takeAlone(record);
        }
    }

    private boolean takenTogether(List<ConsumerRecord<String, byte[]>> records) {
        try {
            traces.continued(null, subscription.toString(), () -> BatchTraces.during(records, () -> take(records)));
            return true;
        } catch (RuntimeException | Error e) {
            if (TransientFailures.contains(e)) {
                throw failed(records.getFirst(), e);
            }
            log.debug("{} messages for {} failed together and are tried one by one", records.size(), subscription, e);
            return false;
        }
    }

    private void takeAlone(ConsumerRecord<String, byte[]> record) {
        try {
            traces.continued(MessageHeaders.traceparent(record), subscription.toString(), () -> take(List.of(record)));
        } catch (RuntimeException | Error e) {
            throw failed(record, e);
        }
    }

    private void take(List<ConsumerRecord<String, byte[]>> records) {
        List<IncomingMessage> wanted = records.stream()
                .filter(record -> MessageHeaders.isFor(subscription.consumer(), record))
                .map(record -> MessageHeaders.read(record, subscription.topic()))
                .filter(subscription::wants)
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            List<IncomingMessage> fresh = inbox.firstSeen(subscription.consumer(), wanted);
            if (!fresh.isEmpty()) {
                subscription.handle(fresh);
            }
        });
    }

    private static BatchListenerFailedException failed(ConsumerRecord<?, ?> record, Throwable cause) {
        return TransientFailures.contains(cause)
                ? new PassingFailure(record, cause)
                : new LastingFailure(record, cause);
    }

    /**
     * Two classes, because the error handler counts the repetitions of a message anew when the class of its failure changes.
     * Otherwise an outage could use up the repetitions of a message that failed once for a reason of its own, or the other
     * way round.
     */
    private static final class PassingFailure extends BatchListenerFailedException {

        private PassingFailure(ConsumerRecord<?, ?> record, Throwable cause) {
            super("Something is away", cause, record);
        }
    }

    private static final class LastingFailure extends BatchListenerFailedException {

        private LastingFailure(ConsumerRecord<?, ?> record, Throwable cause) {
            super("The handler failed", cause, record);
        }
    }
}
