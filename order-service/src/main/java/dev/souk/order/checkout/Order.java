package dev.souk.order.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderEvent.*;

/**
 * One order and the only judge of its fate. Its state is what its events say: {@link #answer} decides by the table in
 * {@link OrderStatus} and raises events, {@link #apply} is the one place that changes anything.
 */
public final class Order {

    private final OrderCreated created;
    private final List<OrderEvent> unsaved = new ArrayList<>();
    private OrderStatus status = OrderStatus.PENDING;
    private int version;
    private Fulfilment fulfilment = Fulfilment.NONE;
    private int triesLeft = Integer.MAX_VALUE;
    private @Nullable CancellationReason cancellationReason;
    private @Nullable String cancellationNote;
    private @Nullable UserId cancelledBy;
    private @Nullable OrderConfirmed confirmation;
    private @Nullable Instant deliveredAt;
    private Announced lastFact;
    private Instant changedAt;

    private Order(OrderCreated created) {
        this.created = created;
        this.lastFact = created;
        this.changedAt = created.occurredAt();
    }

    /** @param unpaidAfter how long the shopper has to pay */
    static Order place(OrderDraft draft, Instant now, Duration unpaidAfter) {
        OrderCreated created = new OrderCreated(OrderId.next(), draft.userId(), draft.lines(), draft.charges(),
                draft.total(), draft.shipTo(), draft.paymentToken(), now, now.plus(unpaidAfter));
        Order order = new Order(created);
        order.raise(created);
        return order;
    }

    /** @param stream all events, or the first ones for the state of an earlier time; begins with {@link OrderCreated} */
    static Order replay(List<OrderEvent> stream) {
        if (!(stream.getFirst() instanceof OrderCreated created)) {
            throw new IllegalStateException("An order's stream begins with OrderCreated, not " + stream.getFirst());
        }
        Order order = new Order(created);
        stream.forEach(order::apply);
        return order;
    }

    /**
     * @param clock                   what time it is to who tells the order. The clocks of instances differ: what happens is
     *                                always later than all that has happened to the order before
     * @throws IllegalOrderTransition when a person asked to cancel what can no longer be; nothing has changed then
     * @throws NotReturnable          when a person asked to send back what was not sent, or has come back already
     */
    Reaction answer(Trigger trigger, Instant clock) {
        Instant now = clock.isAfter(changedAt) ? clock : changedAt.plus(1, ChronoUnit.MICROS);
        Reaction reaction = isForAnotherAmount(trigger) ? Reaction.ALARM : status.on(trigger);
        switch (reaction) {
            case AWAIT_PAYMENT -> awaitPayment(now);
            case CONFIRM -> confirm(now);
            case CANCEL -> cancel(reasonOf(trigger), noteOf(trigger), byOf(trigger), now);
            case ASK_INVENTORY -> raise(
                    new OrderCancellationRequested(id(), userId(), reasonOf(trigger), noteOf(trigger), byOf(trigger),
                            now));
            case RESUME -> raise(new OrderCancellationRefused("Something is on its way already", now));
            case SHIP -> raise(new OrderShipped(now));
            case DELIVER -> raise(new OrderDelivered(now));
            case RETURN -> raise(new OrderReturned(now));
            case NOTE -> note(trigger, now);
            case REFUSE -> throw trigger instanceof Trigger.ReturnRequested
                    ? new NotReturnable(id(), status)
                    : new IllegalOrderTransition(id(), status);
            case NOTHING, REPEAT, ALARM -> {
            }
        }
        return reaction;
    }

    public OrderId id() {
        return created.orderId();
    }

    public UserId userId() {
        return created.userId();
    }

    public List<OrderLine> lines() {
        return created.lines();
    }

    public Charges charges() {
        return created.chargesOrNone();
    }

    public Money total() {
        return created.total();
    }

    public DeliveryAddress shipTo() {
        return created.shipTo();
    }

    public Instant createdAt() {
        return created.occurredAt();
    }

    /** Until when the shopper can pay. */
    public Instant expiresAt() {
        return created.expiresAt();
    }

    public OrderStatus status() {
        return status;
    }

    /** Counts the events, from 1. */
    public int version() {
        return version;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** Null until then. */
    public @Nullable Instant deliveredAt() {
        return deliveredAt;
    }

    /** Why the order was or is to be cancelled. */
    public @Nullable CancellationReason cancellationReason() {
        return cancellationReason;
    }

    /** Whether another service owes the next step: such an order is stuck when it does not move. */
    boolean awaitsOthers() {
        return switch (status) {
            case PENDING, CANCELLING -> true;
            case AWAITING_PAYMENT -> created.paymentToken() != null;
            case CONFIRMED -> fulfilment == Fulfilment.NONE;
            case SHIPPED, DELIVERED, CANCELLED, RETURNED -> false;
        };
    }

    /** What the others must know to act on the order as it is now: safe to say again at any time. */
    Announced lastFact() {
        return lastFact;
    }

    List<OrderEvent> unsaved() {
        return List.copyOf(unsaved);
    }

    void saved() {
        unsaved.clear();
    }

    /** A last refusal that overtook stock's answer ends the order only now, so that there is a hold to release. */
    private void awaitPayment(Instant now) {
        raise(new OrderStockReserved(now));
        if (triesLeft <= 0) {
            cancel(CancellationReason.PAYMENT_DECLINED, null, null, now);
        }
    }

    private void confirm(Instant now) {
        raise(new OrderConfirmed(id(), userId(), now));
        switch (fulfilment) {
            case NONE, STARTED -> {
            }
            case DISPATCHED -> raise(new OrderShipped(now));
            case DELIVERED -> raise(new OrderDelivered(now));
        }
    }

    private void cancel(CancellationReason reason, @Nullable String note, @Nullable UserId by, Instant now) {
        raise(new OrderCancelled(id(), userId(), reason, note, by, now));
    }

    private void note(Trigger trigger, Instant now) {
        switch (trigger) {
            case Trigger.PaymentDeclined declined when declined.triesLeft() < triesLeft ->
                raise(new OrderPaymentDeclined(declined.reason(), declined.triesLeft(), now));
            case Trigger.ShipmentCreated _ -> note(Fulfilment.STARTED, now);
            case Trigger.ShipmentDispatched _ -> note(Fulfilment.DISPATCHED, now);
            case Trigger.ShipmentDelivered _ -> note(Fulfilment.DELIVERED, now);
            case Trigger.ReturnRequested(UUID returnId) -> raise(new OrderReturnRequested(returnId, now));
            case Trigger.ReturnMoved(UUID returnId, ReturnStep step, @Nullable UserId by) -> raise(switch (step) {
                case APPROVED -> new OrderReturnApproved(returnId, by, now);
                case REJECTED -> new OrderReturnRejected(returnId, by, now);
                case RECEIVED -> new OrderReturnReceived(returnId, by, now);
                case REFUNDED -> new OrderReturnRefunded(returnId, now);
            });
            default -> {
            }
        }
    }

    private void note(Fulfilment stage, Instant now) {
        if (stage.compareTo(fulfilment) > 0) {
            raise(new OrderFulfilmentNoted(stage, now));
        }
    }

    /** Payment was told the total; another amount is not this order's money. */
    private boolean isForAnotherAmount(Trigger trigger) {
        return trigger instanceof Trigger.PaymentReserved reserved && !reserved.amount().equals(total());
    }

    private CancellationReason reasonOf(Trigger trigger) {
        return switch (trigger) {
            case Trigger.StockRejected _ -> CancellationReason.OUT_OF_STOCK;
            case Trigger.PaymentDeclined _ -> CancellationReason.PAYMENT_DECLINED;
            case Trigger.UnpaidTimeout _ -> CancellationReason.UNPAID;
            case Trigger.CancellationWish wish -> wish.reason();
            case Trigger.ShipmentCancelled _ when cancellationReason != null -> cancellationReason;
            default -> throw new IllegalStateException(trigger.name() + " is no reason to cancel order " + id());
        };
    }

    private @Nullable String noteOf(Trigger trigger) {
        return trigger instanceof Trigger.CancellationWish wish ? wish.note() : cancellationNote;
    }

    private @Nullable UserId byOf(Trigger trigger) {
        return trigger instanceof Trigger.CancellationWish wish ? wish.by() : cancelledBy;
    }

    private void raise(OrderEvent event) {
        apply(event);
        unsaved.add(event);
    }

    private void apply(OrderEvent event) {
        switch (event) {
            case OrderCreated _ -> status = OrderStatus.PENDING;
            case OrderStockReserved _ -> status = OrderStatus.AWAITING_PAYMENT;
            case OrderPaymentDeclined declined -> triesLeft = declined.triesLeft();
            case OrderConfirmed confirmed -> {
                status = OrderStatus.CONFIRMED;
                confirmation = confirmed;
            }
            case OrderFulfilmentNoted noted -> fulfilment = noted.stage();
            case OrderCancellationRequested requested -> {
                status = OrderStatus.CANCELLING;
                cancellationReason = requested.reason();
                cancellationNote = requested.note();
                cancelledBy = requested.by();
            }
            case OrderCancellationRefused _ -> {
                status = OrderStatus.CONFIRMED;
                cancellationReason = null;
                cancellationNote = null;
                cancelledBy = null;
            }
            case OrderCancelled cancelled -> {
                status = OrderStatus.CANCELLED;
                cancellationReason = cancelled.reason();
                cancellationNote = cancelled.note();
                cancelledBy = cancelled.by();
            }
            case OrderShipped _ -> {
                status = OrderStatus.SHIPPED;
                fulfilment = Fulfilment.DISPATCHED;
            }
            case OrderDelivered _ -> {
                status = OrderStatus.DELIVERED;
                fulfilment = Fulfilment.DELIVERED;
                deliveredAt = event.occurredAt();
            }
            case OrderReturned _ -> status = OrderStatus.RETURNED;
            case OrderReturnRequested _,OrderReturnApproved _,OrderReturnRejected _,OrderReturnReceived _,OrderReturnRefunded _ ->
                {
                }
        }
        lastFact = factAfter(event);
        version++;
        changedAt = event.occurredAt();
    }

    private Announced factAfter(OrderEvent event) {
        if (event instanceof Announced fact) {
            return fact;
        }
        return event instanceof OrderCancellationRefused && confirmation != null ? confirmation : lastFact;
    }
}
