package dev.souk.order.checkout;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * What is added to the prices of an order's lines and what is taken off, in parts that add up exactly: the discounts of the
 * lines and of the shipping are the discounts of the promotions, the taxes of the lines and of the shipping are the order's.
 * So whatever part of an order is given back one day, it is known what was paid for it.
 *
 * @param lines       one for each line of the order, in their order
 * @param discounts   one for each promotion that takes something off
 * @param taxIncluded whether prices contain the tax; else it is added to them
 */
public record Charges(List<OfLine> lines, OfShipping shipping, List<Discount> discounts, boolean taxIncluded) {

    /**
     * For all pieces of a line together, except the list price.
     *
     * @param listPrice what one piece costs while no sale is on; null when it is not known, or is the unit price
     */
    public record OfLine(@Nullable Money listPrice, Money discount, Money tax) {}

    /** @param price before its discount */
    public record OfShipping(Money price, Money discount, Money tax) {

        public Money charged() {
            return price.minus(discount);
        }
    }

    public Charges {
        lines = List.copyOf(lines);
        discounts = List.copyOf(discounts);
    }

    /** Prices as they are: nothing for shipping, no discount, no tax of its own. */
    public static Charges none(List<OrderLine> lines) {
        Money zero = lines.isEmpty() ? Money.of(0, "XXX") : Money.zero(lines.getFirst().unitPrice().currency());
        return new Charges(lines.stream().map(_ -> new OfLine(null, zero, zero)).toList(),
                new OfShipping(zero, zero, zero), List.of(), true);
    }

    public Money tax() {
        return lines.stream().map(OfLine::tax).reduce(shipping.tax(), Money::plus);
    }

    /** Of goods and shipping together. */
    public Money discount() {
        return lines.stream().map(OfLine::discount).reduce(shipping.discount(), Money::plus);
    }

    /**
     * What the shopper owes for these lines.
     *
     * @throws ArithmeticException on overflow
     */
    public Money total(List<OrderLine> ordered) {
        Money total = ordered.stream().map(OrderLine::total).reduce(shipping.price(), Money::plus).minus(discount());
        return taxIncluded ? total : total.plus(tax());
    }

    /** @throws IllegalStateException when the parts do not add up, which only a bug in the computation can bring about */
    void checkAgainst(List<OrderLine> ordered) {
        Money zero = Money.zero(shipping.price().currency());
        boolean addsUp = lines.size() == ordered.size()
                && discounts.stream().map(Discount::amount).reduce(zero, Money::plus).equals(discount());
        for (int index = 0; addsUp && index < lines.size(); index++) {
            addsUp = lines.get(index).discount().compareTo(ordered.get(index).total()) <= 0;
        }
        if (!addsUp) {
            throw new IllegalStateException("The parts of the price do not add up: " + this + " of " + ordered);
        }
    }
}
