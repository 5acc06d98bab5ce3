package dev.souk.order.checkout;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * Whatever can befall an order: a message of another service, a person's wish, or time. Each may come early, late and
 * twice; {@link OrderStatus} has an answer to each in every state.
 */
public sealed interface Trigger {

    /** All lines are held. */
    record StockReserved() implements Trigger {}

    /** Nothing is held, because at least one line cannot be. */
    record StockRejected() implements Trigger {}

    record PaymentReserved(UUID paymentId, Money amount) implements Trigger {}

    /** @param triesLeft how often the shopper may still try; 0 ends the order */
    record PaymentDeclined(String reason, int triesLeft) implements Trigger {

        boolean isFinal() {
            return triesLeft <= 0;
        }
    }

    /**
     * A person wants the order cancelled.
     *
     * @param note in the person's own words: kept in the history, told to no other service
     * @param by   the operator whose wish it is; null when it is the shopper's
     */
    record CancellationWish(CancellationReason reason, @Nullable String note, @Nullable UserId by) implements Trigger {}

    /** The time to pay is over. */
    record UnpaidTimeout() implements Trigger {}

    record ShipmentCreated() implements Trigger {}

    record ShipmentDispatched() implements Trigger {}

    record ShipmentDelivered() implements Trigger {}

    /** Inventory took a confirmed order's goods back into stock. */
    record ShipmentCancelled() implements Trigger {}

    /** Inventory could not: something is on its way already. */
    record ShipmentCancellationRefused(String reason) implements Trigger {}

    /** The shopper wants to send some of it back. */
    record ReturnRequested(UUID returnId) implements Trigger {}

    /**
     * A return has got further; that it does so only once is its own business.
     *
     * @param by the operator who saw to it; null when nobody had to
     */
    record ReturnMoved(UUID returnId, ReturnStep step, @Nullable UserId by) implements Trigger {}

    /** The last piece has come back. */
    record EverythingReturned() implements Trigger {}

    default String name() {
        return getClass().getSimpleName();
    }
}
