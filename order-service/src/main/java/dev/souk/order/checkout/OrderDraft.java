package dev.souk.order.checkout;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * Everything that must be known before an order can be placed, and all that is checked about it.
 *
 * @param lines        1 to {@value #MAX_LINES}, each SKU once, all in one currency
 * @param paymentToken the provider's token for the chosen method; null when the shopper will pay later
 */
public record OrderDraft(UserId userId, List<OrderLine> lines, DeliveryAddress shipTo, @Nullable String paymentToken) {

    public static final int MAX_LINES = 50;

    public OrderDraft {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new InvalidOrder("Order 1 to " + MAX_LINES + " different SKUs, not " + lines.size());
        }
        Set<String> skus = new HashSet<>();
        Currency currency = lines.getFirst().unitPrice().currency();
        for (OrderLine line : lines) {
            if (!skus.add(line.sku())) {
                throw new InvalidOrder("Merge the two lines of " + line.sku());
            }
            if (!line.unitPrice().currency().equals(currency)) {
                throw new InvalidOrder("Order " + line.sku() + " separately: it is priced in "
                        + line.unitPrice().currency() + ", the other lines in " + currency);
            }
        }
    }

    /** @throws InvalidOrder when the sum does not fit */
    public Money total() {
        try {
            return lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
        } catch (ArithmeticException overflow) {
            throw new InvalidOrder("Order less: the total is larger than any payment can be");
        }
    }
}
