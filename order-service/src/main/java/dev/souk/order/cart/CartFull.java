package dev.souk.order.cart;

import dev.souk.order.checkout.OrderDraft;

/** The cart has no room for one more SKU. */
public final class CartFull extends RuntimeException {

    CartFull() {
        super("A cart holds up to " + OrderDraft.MAX_LINES + " different SKUs; take something out first");
    }
}
