package dev.souk.order.pricing;

import java.util.List;
import java.util.Optional;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.promotion.Benefit;
import dev.souk.order.promotion.Terms;

/** Whether a promotion is for what is ordered. */
final class Conditions {

    private Conditions() {
    }

    /**
     * What the shopper would have to change for it to apply; empty when it applies.
     *
     * @param goods what the lines cost before any discount
     */
    static Optional<String> obstacle(Terms terms, List<OrderLine> lines, Money goods) {
        Money minimum = terms.minimumOrder();
        Money needed = terms.benefit() instanceof Benefit.AmountOff off ? off.amount() : minimum;
        if (needed != null && !needed.currency().equals(goods.currency())) {
            return Optional.of("it is for orders in " + needed.currency() + ", this one is in " + goods.currency());
        }
        if (minimum != null && goods.compareTo(minimum) < 0) {
            return Optional.of("order goods for " + minimum + " at least");
        }
        List<OrderLine> meant = lines.stream().filter(line -> terms.isFor(line.sku())).toList();
        if (meant.isEmpty()) {
            return Optional.of("it is for " + String.join(", ", terms.skus()));
        }
        if (terms.benefit() instanceof Benefit.BuyAndGet pieces
                && meant.stream().noneMatch(line -> line.quantity() >= pieces.buy() + pieces.free())) {
            return Optional.of("order " + (pieces.buy() + pieces.free()) + " pieces of one SKU at least");
        }
        return Optional.empty();
    }
}
