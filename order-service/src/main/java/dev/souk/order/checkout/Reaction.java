package dev.souk.order.checkout;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What an order does about a {@link Trigger}: the entries of the table in {@link OrderStatus}. */
public enum Reaction {
    AWAIT_PAYMENT(OrderStatus.AWAITING_PAYMENT),
    CONFIRM(OrderStatus.CONFIRMED),
    CANCEL(OrderStatus.CANCELLED),
    /** A confirmed order's goods may be on their way: only inventory can tell, so it is asked. */
    ASK_INVENTORY(OrderStatus.CANCELLING),
    /** Inventory said no: the order stays confirmed after all. */
    RESUME(OrderStatus.CONFIRMED),
    SHIP(OrderStatus.SHIPPED),
    DELIVER(OrderStatus.DELIVERED),
    /** All its goods are back. */
    RETURN(OrderStatus.RETURNED),
    /** Write it down; it counts when its turn comes. */
    NOTE(null),
    /** Late or repeated: nothing changes. */
    NOTHING(null),
    /** Someone acted on an order that is over: say {@code OrderCancelled} again, so that it is undone. */
    REPEAT(null),
    /** Cannot happen unless something is broken: a metric, a log line and a row for the operator, never a crash. */
    ALARM(null),
    /** A person asked for what is no longer possible. */
    REFUSE(null);

    private final @Nullable OrderStatus next;

    Reaction(@Nullable OrderStatus next) {
        this.next = next;
    }

    /** The status that follows; empty when the order stays where it is. */
    public Optional<OrderStatus> next() {
        return Optional.ofNullable(next);
    }
}
