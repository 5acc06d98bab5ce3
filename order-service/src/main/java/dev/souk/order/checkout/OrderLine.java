package dev.souk.order.checkout;

import dev.souk.common.money.Money;

/**
 * So many pieces of one SKU, at the price that was shown when the order was placed.
 *
 * @param quantity 1 to {@value #MAX_QUANTITY}
 */
public record OrderLine(String sku, String title, int quantity, Money unitPrice) {

    public static final int MAX_QUANTITY = 1_000;

    public OrderLine {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new InvalidOrder("Order 1 to " + MAX_QUANTITY + " pieces of " + sku + ", not " + quantity);
        }
        if (unitPrice.amount() < 0) {
            throw new InvalidOrder("The price of " + sku + " is negative");
        }
    }

    /** @throws ArithmeticException on overflow */
    public Money total() {
        return unitPrice.times(quantity);
    }
}
