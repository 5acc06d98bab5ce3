package dev.souk.order.checkout;

/** Others kept changing the order while this change was decided; trying again will help. */
public final class ConcurrentOrderChange extends RuntimeException {

    ConcurrentOrderChange(OrderId id) {
        super("Order " + id + " is being changed by others at this moment; try again");
    }
}
