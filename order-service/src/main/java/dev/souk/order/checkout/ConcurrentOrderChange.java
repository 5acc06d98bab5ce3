package dev.souk.order.checkout;

import java.util.List;

/** Others kept changing the order while this change was decided; trying again will help. */
public final class ConcurrentOrderChange extends RuntimeException {

    ConcurrentOrderChange(List<OrderId> ids) {
        super("At least one of the orders " + ids + " is being changed by others at this moment; try again");
    }
}
