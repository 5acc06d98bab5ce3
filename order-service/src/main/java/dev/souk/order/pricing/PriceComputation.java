package dev.souk.order.pricing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.Charges.OfLine;
import dev.souk.order.checkout.Charges.OfShipping;
import dev.souk.order.checkout.Discount;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.money.Percentage;
import dev.souk.order.money.Shares;
import dev.souk.order.promotion.Benefit;
import dev.souk.order.promotion.Promotion;

/**
 * What an order costs: the rules of ADR 14, in their order.
 *
 * <ol>
 * <li>Each line costs its unit price times its quantity.
 * <li>Promotions on lines: buy-and-get, then what is restricted to SKUs.
 * <li>Promotions on the order: percentages, then amounts. Each promotion sees what those before it have left, and takes no
 * more. What it takes off several lines is split among them by the largest remainder method.
 * <li>Shipping, by country and by what the goods cost now; then promotions on it.
 * <li>Tax on goods and shipping together, rounded once, half to even, and split by the same method.
 * </ol>
 *
 * <p>Promotions that may be combined are applied together, an exclusive one alone. Of these possibilities the one with the
 * lowest total is taken; of equals the first, the combined ones before the exclusive ones, those by their ids.
 *
 * <p>All amounts are whole minor units of one currency. One that does not fit is an {@link ArithmeticException}, never a wrong
 * sum.
 */
final class PriceComputation {

    private enum Turn {
        BUY_AND_GET,
        SOME_SKUS,
        PERCENT_OFF,
        AMOUNT_OFF,
        SHIPPING;

        static Turn of(Promotion promotion) {
            if (!promotion.terms().skus().isEmpty() && !(promotion.terms().benefit() instanceof Benefit.BuyAndGet)) {
                return SOME_SKUS;
            }
            return switch (promotion.terms().benefit()) {
                case Benefit.BuyAndGet _ -> BUY_AND_GET;
                case Benefit.PercentOff _ -> PERCENT_OFF;
                case Benefit.AmountOff _ -> AMOUNT_OFF;
                case Benefit.FreeShipping _ -> SHIPPING;
            };
        }
    }

    private static final Comparator<Promotion> BY_ID = Comparator.comparing(Promotion::id);
    private static final Comparator<Promotion> IN_TURN = Comparator.comparing(Turn::of).thenComparing(BY_ID);

    private final List<OrderLine> lines;
    private final Money zero;
    private final List<Money> left;
    private final List<Discount> discounts = new ArrayList<>();
    private final List<Promotion> applied = new ArrayList<>();

    /** @param lines at least one, all in one currency */
    private PriceComputation(List<OrderLine> lines) {
        this.lines = lines;
        this.zero = Money.zero(lines.getFirst().unitPrice().currency());
        this.left = new ArrayList<>(lines.stream().map(OrderLine::total).toList());
    }

    /**
     * The possibility that costs the shopper least.
     *
     * @param lines      at least one, all in one currency
     * @param promotions that apply to them
     * @param country    of the delivery
     * @throws NotDeliverable      when nothing is sent there
     * @throws ArithmeticException when an amount does not fit
     */
    static Quote cheapest(List<PricedLine> lines, List<Promotion> promotions, String country, PriceRules rules) {
        List<Promotion> combinable = promotions.stream().filter(promotion -> !promotion.terms().exclusive()).toList();
        Stream<List<Promotion>> exclusive = promotions.stream().filter(promotion -> promotion.terms().exclusive())
                .sorted(BY_ID).map(List::of);
        List<OrderLine> ordered = lines.stream().map(PricedLine::line).toList();
        return Stream.concat(Stream.of(combinable), exclusive)
                .map(together -> new PriceComputation(ordered).quote(lines, together, country, rules))
                .min(Comparator.comparing(quote -> quote.charges().total(quote.lines()))).orElseThrow();
    }

    private Quote quote(List<PricedLine> priced, List<Promotion> together, String country, PriceRules rules) {
        List<Promotion> inTurn = together.stream().sorted(IN_TURN).toList();
        inTurn.forEach(this::takeOffGoods);
        Money shipping = rules.shippingTo(country, sum(left));
        Money shippingLeft = shipping;
        for (Promotion promotion : inTurn) {
            if (promotion.terms().benefit() instanceof Benefit.FreeShipping) {
                note(promotion, shippingLeft);
                shippingLeft = zero;
            }
        }
        List<Money> taxes = taxes(rules, country, shippingLeft);
        List<OfLine> ofLines = IntStream.range(0, lines.size())
                .mapToObj(index -> new OfLine(priced.get(index).listPrice(),
                        lines.get(index).total().minus(left.get(index)), taxes.get(index)))
                .toList();
        OfShipping ofShipping = new OfShipping(shipping, shipping.minus(shippingLeft), taxes.getLast());
        return new Quote(lines, new Charges(ofLines, ofShipping, discounts, rules.taxIncluded()), applied);
    }

    private void takeOffGoods(Promotion promotion) {
        List<Integer> meant = IntStream.range(0, lines.size())
                .filter(index -> promotion.terms().isFor(lines.get(index).sku())).boxed().toList();
        List<Money> before = meant.stream().map(left::get).toList();
        List<Money> off = switch (promotion.terms().benefit()) {
            case Benefit.BuyAndGet pieces -> meant.stream().map(index -> free(pieces, index)).toList();
            case Benefit.PercentOff percent -> Shares.of(percent.percentage().of(sum(before)), before);
            case Benefit.AmountOff amount -> Shares.of(smaller(amount.amount(), sum(before)), before);
            case Benefit.FreeShipping _ -> List.of();
        };
        note(promotion, sum(off));
        for (int index = 0; index < off.size(); index++) {
            left.set(meant.get(index), before.get(index).minus(off.get(index)));
        }
    }

    private Money free(Benefit.BuyAndGet pieces, int index) {
        OrderLine line = lines.get(index);
        int free = line.quantity() / (pieces.buy() + pieces.free()) * pieces.free();
        return smaller(line.unitPrice().times(free), left.get(index));
    }

    /** One that takes nothing off is not used up. */
    private void note(Promotion promotion, Money off) {
        if (off.amount() > 0) {
            applied.add(promotion);
            discounts.add(new Discount(promotion.id(), promotion.terms().code(), promotion.terms().name(), off));
        }
    }

    /** Of each line, and last of the shipping. */
    private List<Money> taxes(PriceRules rules, String country, Money shippingLeft) {
        List<Money> taxed = new ArrayList<>(left);
        taxed.add(shippingLeft);
        Percentage rate = rules.taxIn(country);
        Money all = sum(taxed);
        return Shares.of(rules.taxIncluded() ? rate.containedIn(all) : rate.of(all), taxed);
    }

    private Money sum(List<Money> amounts) {
        return amounts.stream().reduce(zero, Money::plus);
    }

    private static Money smaller(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
