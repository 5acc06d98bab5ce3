package dev.souk.order.cart;

import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderLine;

/** The cart would hold more than one order may. */
public final class CartFull extends RuntimeException {

    CartFull() {
        super("A cart holds up to " + OrderDraft.MAX_LINES + " different SKUs and " + OrderLine.MAX_QUANTITY
                + " pieces of each; take something out first");
    }
}
