package dev.souk.order.web;

import java.util.List;

import dev.souk.common.money.Money;

/** The order would not cost what the shopper expects. */
final class TotalChanged extends RuntimeException {

    private final PriceResponse price;
    private final List<CartResponse.Change> changes;

    TotalChanged(Money expected, PriceResponse price, List<CartResponse.Change> changes) {
        super("The order costs " + price.total() + ", not " + expected + ": show the shopper the new amounts, and send "
                + "expectedTotal as they are now");
        this.price = price;
        this.changes = List.copyOf(changes);
    }

    PriceResponse price() {
        return price;
    }

    /** What has changed since the shopper last saw the cart; empty for an order that is not of the cart. */
    List<CartResponse.Change> changes() {
        return changes;
    }
}
