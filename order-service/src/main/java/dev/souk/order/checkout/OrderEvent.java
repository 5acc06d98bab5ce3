package dev.souk.order.checkout;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/** What has happened to an order. The sequence of these is the order; everything else is derived from it. */
public sealed interface OrderEvent {

    Instant occurredAt();

    /** The operator whose act it was; null of what the shopper, another service or time has brought about. */
    default @Nullable UserId by() {
        return null;
    }

    /** As the stream and the history name it. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** An event that the other services are told; they act on it. All others stay in the order's own history. */
    sealed interface Announced extends OrderEvent
            permits OrderCreated, OrderConfirmed, OrderCancelled, OrderCancellationRequested {

        OrderId orderId();
    }

    /**
     * @param charges      null in orders from before there were any: their total is the sum of their lines
     * @param paymentToken null when the order was placed without a method and waits for the shopper to pay
     */
    record OrderCreated(OrderId orderId, UserId userId, List<OrderLine> lines, @Nullable Charges charges, Money total,
            DeliveryAddress shipTo, @Nullable String paymentToken, Instant occurredAt, Instant expiresAt)
            implements
                Announced {

        public OrderCreated {
            lines = List.copyOf(lines);
        }

        public Charges chargesOrNone() {
            return charges == null ? Charges.none(lines) : charges;
        }
    }

    record OrderStockReserved(Instant occurredAt) implements OrderEvent {}

    record OrderPaymentDeclined(String reason, int triesLeft, Instant occurredAt) implements OrderEvent {}

    record OrderConfirmed(OrderId orderId, UserId userId, Instant occurredAt) implements Announced {}

    /** News of the parcels that does not move the order: they are being made, or word of them came early. */
    record OrderFulfilmentNoted(Fulfilment stage, Instant occurredAt) implements OrderEvent {}

    record OrderCancellationRequested(OrderId orderId, UserId userId, CancellationReason reason, @Nullable String note,
            @Nullable UserId by, Instant occurredAt) implements Announced {}

    record OrderCancellationRefused(String reason, Instant occurredAt) implements OrderEvent {}

    record OrderCancelled(OrderId orderId, UserId userId, CancellationReason reason, @Nullable String note,
            @Nullable UserId by, Instant occurredAt) implements Announced {}

    record OrderShipped(Instant occurredAt) implements OrderEvent {}

    record OrderDelivered(Instant occurredAt) implements OrderEvent {}

    record OrderReturnRequested(UUID returnId, Instant occurredAt) implements OrderEvent {}

    record OrderReturnApproved(UUID returnId, @Nullable UserId by, Instant occurredAt) implements OrderEvent {}

    record OrderReturnRejected(UUID returnId, @Nullable UserId by, Instant occurredAt) implements OrderEvent {}

    record OrderReturnReceived(UUID returnId, @Nullable UserId by, Instant occurredAt) implements OrderEvent {}

    record OrderReturnRefunded(UUID returnId, Instant occurredAt) implements OrderEvent {}

    /** Every piece has come back. */
    record OrderReturned(Instant occurredAt) implements OrderEvent {}
}
