package dev.souk.order.checkout;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.order.promotion.Redemption;

/**
 * Everything that must be known before an order can be placed, and all that is checked about it.
 *
 * @param lines        1 to {@value #MAX_LINES}, each SKU once, all in one currency
 * @param redemptions  the promotions that it uses up
 * @param paymentToken the provider's token for the chosen method; null when the shopper will pay later
 */
public record OrderDraft(UserId userId, List<OrderLine> lines, Charges charges, List<Redemption> redemptions,
        DeliveryAddress shipTo, @Nullable String paymentToken) {

    public static final int MAX_LINES = 50;

    public OrderDraft {
        lines = checked(lines);
        redemptions = List.copyOf(redemptions);
        Money total = total(lines, charges);
        charges.checkAgainst(lines);
        if (total.amount() < 1) {
            throw new InvalidOrder(
                    "Order more, or leave the coupon away: this costs nothing, and there is nothing to pay");
        }
    }

    /** @throws InvalidOrder when there are too few or too many, a SKU has two, or they are priced in two currencies */
    public static List<OrderLine> checked(List<OrderLine> lines) {
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
        return List.copyOf(lines);
    }

    /** What the shopper owes. */
    public Money total() {
        return total(lines, charges);
    }

    private static Money total(List<OrderLine> lines, Charges charges) {
        try {
            return charges.total(lines);
        } catch (ArithmeticException overflow) {
            throw InvalidOrder.tooLarge();
        }
    }
}
