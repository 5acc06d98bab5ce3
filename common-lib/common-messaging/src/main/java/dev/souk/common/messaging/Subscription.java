package dev.souk.common.messaging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * What one consumer of a topic does with each type of message. Declared as a bean:
 *
 * <pre>{@code
 * @Bean
 * Subscription orders(OrdersListener listener) {
 *     return Subscription.to("orders", "payment")
 *             .on("OrderCreated", OrderCreated.class, listener::orderCreated)
 *             .on("OrderCancelled", OrderCancelled.class, listener::orderCancelled)
 *             .build();
 * }
 * }</pre>
 *
 * <p><b>Transaction.</b> A handler runs in a transaction that also remembers the message's id, so its effect, the messages
 * that it appends to the {@link Outbox} and the memory that it has seen the message commit together or not at all. It must
 * not start another one ({@code REQUIRES_NEW}) nor catch the exceptions of the database.
 *
 * <p><b>Delivery.</b> Kafka delivers at least once; a message takes effect once per consumer, even when it arrives twice at
 * two instances at the same time.
 *
 * <p><b>Order.</b> Messages of one key arrive in the order in which they were sent. There is no order between topics, nor
 * between keys. A message that waits for its next try holds up those behind it, because overtaking would break the order
 * of its key.
 *
 * <p><b>Failure.</b> While the database or something else that is needed is away ({@link TryAgainLater}, connection and
 * time-out failures, deadlocks), the message is tried again for ever, with growing pauses. Any other failure is repeated a
 * few times; then the message goes to {@code <topic>.DLT} with the cause in its headers, and its neighbours go on. An
 * unreadable message goes there at once.
 *
 * <p>Types that a subscription does not name are skipped.
 */
public final class Subscription {

    private final String topic;
    private final String consumer;
    private final Map<String, Consumer<IncomingMessage>> handlers;
    private final @Nullable Consumer<List<IncomingMessage>> batchHandler;
    private final boolean oneTransactionPerPoll;

    private Subscription(Builder builder) {
        topic = builder.topic;
        consumer = builder.consumer;
        handlers = Map.copyOf(builder.handlers);
        batchHandler = builder.batchHandler;
        oneTransactionPerPoll = builder.oneTransactionPerPoll || batchHandler != null;
    }

    /**
     * @param topic without prefix
     * @param consumer name in the inbox and in the Kafka group; never changes, or everything takes effect again
     */
    public static Builder to(String topic, String consumer) {
        return new Builder(topic, consumer);
    }

    String topic() {
        return topic;
    }

    String consumer() {
        return consumer;
    }

    boolean wants(IncomingMessage message) {
        return batchHandler != null || handlers.containsKey(message.type());
    }

    boolean oneTransactionPerPoll() {
        return oneTransactionPerPoll;
    }

    /** Hands over messages that {@link #wants} accepted, in their order. */
    void handle(List<IncomingMessage> messages) {
        if (batchHandler != null) {
            batchHandler.accept(messages);
            return;
        }
        for (IncomingMessage message : messages) {
            Consumer<IncomingMessage> handler = handlers.get(message.type());
            if (handler != null) {
                handler.accept(message);
            }
        }
    }

    @Override
    public String toString() {
        return consumer + " of " + topic;
    }

    /** Collects the handlers of a subscription: either one for each type, or one for everything of a poll. */
    public static final class Builder {

        private final String topic;
        private final String consumer;
        private final Map<String, Consumer<IncomingMessage>> handlers = new LinkedHashMap<>();
        private @Nullable Consumer<List<IncomingMessage>> batchHandler;
        private boolean oneTransactionPerPoll;

        private Builder(String topic, String consumer) {
            this.topic = topic;
            this.consumer = consumer;
        }

        /**
         * Handles one type, each message in a transaction of its own unless {@link #oneTransactionPerPoll} says otherwise.
         *
         * @param data the listener's own record of the fields that it reads
         */
        public <T> Builder on(String type, Class<T> data, Consumer<T> handler) {
            if (handlers.putIfAbsent(type, message -> handler.accept(message.data(data))) != null) {
                throw new IllegalArgumentException("Two handlers for " + type + " of " + topic + ": keep one");
            }
            return this;
        }

        /**
         * Handles all new messages of one poll, of every type, in their order and in one transaction. When that fails, they
         * are handled one by one (lists of one), so that only the one that is at fault is held back.
         */
        public Builder inBatches(Consumer<List<IncomingMessage>> handler) {
            batchHandler = handler;
            return this;
        }

        /**
         * Calls the handlers of {@link #on} for all new messages of one poll in one transaction, which takes a fraction of the
         * time of many. When it fails, the messages are handled one by one. For handlers that only use the database: a slow
         * remote call in one of them would hold the locks of all.
         */
        public Builder oneTransactionPerPoll() {
            oneTransactionPerPoll = true;
            return this;
        }

        /** @throws IllegalStateException when there is no handler, or both {@link #on} and {@link #inBatches} */
        public Subscription build() {
            if ((batchHandler == null) == handlers.isEmpty()) {
                throw new IllegalStateException(
                        "The subscription to " + topic + " needs either on(...) or inBatches(...)");
            }
            return new Subscription(this);
        }
    }
}
