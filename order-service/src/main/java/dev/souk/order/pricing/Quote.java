package dev.souk.order.pricing;

import java.util.List;

import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.promotion.Promotion;

/**
 * What an order would cost at this moment.
 *
 * @param applied the promotions that take something off, in the order of the charges' discounts
 */
public record Quote(List<OrderLine> lines, Charges charges, List<Promotion> applied) {

    public Quote {
        lines = List.copyOf(lines);
        applied = List.copyOf(applied);
    }
}
