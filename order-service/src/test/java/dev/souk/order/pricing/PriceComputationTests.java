package dev.souk.order.pricing;

import static dev.souk.order.promotion.PromotionFixtures.amountOff;
import static dev.souk.order.promotion.PromotionFixtures.percentOff;
import static dev.souk.order.promotion.PromotionFixtures.promotion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.Discount;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.promotion.Benefit;
import dev.souk.order.promotion.Promotion;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PriceComputationTests {

    private static final Benefit FREE_SHIPPING = new Benefit.FreeShipping();
    private static final PriceRules NO_RULES = new PriceRules(true, List.of(), List.of());

    @Test
    void withoutAnyRuleAnOrderCostsWhatItsLinesCost() {
        Quote quote = quote(NO_RULES, List.of(line("A", 3, 100), line("B", 1, 50)));

        assertThat(total(quote)).isEqualTo(350);
        assertThat(quote.charges()).isEqualTo(Charges.none(quote.lines()));
    }

    @Test
    void aPercentageIsSplitExactlyAmongTheLines() {
        Quote quote = quote(NO_RULES, List.of(line("A", 1, 100), line("B", 1, 100), line("C", 1, 100)),
                promotion(1, percentOff("33.3333"), false));

        assertThat(discounts(quote)).containsExactly(100L);
        assertThat(ofLines(quote)).containsExactly(34L, 33L, 33L);
        assertThat(total(quote)).isEqualTo(200);
    }

    @Test
    void ofSixPiecesTwoAreFreeWhenTwoAreBoughtForOne() {
        Promotion threeForTwo = promotion(1, new Benefit.BuyAndGet(2, 1), false);

        assertThat(total(quote(NO_RULES, List.of(line("A", 2, 100)), threeForTwo))).isEqualTo(200);
        assertThat(total(quote(NO_RULES, List.of(line("A", 3, 100)), threeForTwo))).isEqualTo(200);
        assertThat(total(quote(NO_RULES, List.of(line("A", 6, 100), line("B", 2, 100)), threeForTwo))).isEqualTo(600);
    }

    @Test
    void aRestrictedPromotionLeavesOtherGoodsAlone() {
        Quote quote = quote(NO_RULES, List.of(line("A", 1, 1_000), line("B", 1, 500)),
                promotion(1, amountOff(700), false, "B"));

        assertThat(ofLines(quote)).containsExactly(0L, 500L);
    }

    @Test
    void linesComeBeforeTheOrderAndPercentagesBeforeAmountsWhateverTheirIds() {
        Quote quote = quote(NO_RULES, List.of(line("A", 3, 1_000)),
                promotion(1, amountOff(100), false), promotion(2, percentOff("10"), false),
                promotion(3, percentOff("50"), false, "A"), promotion(4, new Benefit.BuyAndGet(2, 1), false));

        // 3000 - 1000 (one of three) = 2000; half off: 1000; ten percent off: 900; an amount off: 800
        assertThat(discounts(quote)).containsExactly(1_000L, 1_000L, 100L, 100L);
        assertThat(total(quote)).isEqualTo(800);
    }

    @Test
    void anExclusivePromotionStandsAloneWhenItIsTheBest() {
        List<OrderLine> lines = List.of(line("A", 1, 1_000));
        Promotion ten = promotion(1, percentOff("10"), false);
        Promotion five = promotion(2, percentOff("5"), false);

        assertThat(total(quote(NO_RULES, lines, ten, five, promotion(3, percentOff("15"), true)))).isEqualTo(850);
        assertThat(total(quote(NO_RULES, lines, ten, five, promotion(3, percentOff("14"), true)))).as("both are better")
                .isEqualTo(855);
    }

    @Test
    void ofEqualsTheFirstIsTaken() {
        Quote quote = quote(NO_RULES, List.of(line("A", 1, 1_000)), promotion(2, percentOff("10"), true),
                promotion(1, amountOff(100), true), promotion(3, amountOff(100), false));

        assertThat(quote.applied()).extracting(promotion -> promotion.id().getLeastSignificantBits())
                .as("the combined ones come first").containsExactly(3L);
    }

    @Test
    void shippingIsFreeFromWhatTheGoodsCostAfterDiscounts() {
        PriceRules rules = rules(true, "0", 500, 1_000L);

        assertThat(total(quote(rules, List.of(line("A", 1, 1_000))))).isEqualTo(1_000);
        assertThat(total(quote(rules, List.of(line("A", 1, 1_000)), promotion(1, amountOff(1), false))))
                .isEqualTo(1_499);
    }

    @Test
    void freeShippingIsADiscountAndIsNotUsedUpWhereShippingIsFree() {
        Promotion freeShipping = promotion(1, FREE_SHIPPING, false);

        Quote quote = quote(rules(true, "0", 500, 1_000L), List.of(line("A", 1, 900)), freeShipping);
        assertThat(total(quote)).isEqualTo(900);
        assertThat(discounts(quote)).containsExactly(500L);
        assertThat(quote.charges().shipping().discount().amount()).isEqualTo(500);

        assertThat(quote(rules(true, "0", 500, 1_000L), List.of(line("A", 1, 1_000)), freeShipping).applied())
                .isEmpty();
    }

    @Test
    void taxIsContainedInThePricesOrAddedToThem() {
        List<OrderLine> lines = List.of(line("A", 1, 1_000), line("B", 1, 581));

        Quote included = quote(rules(true, "8.1", 500, null), lines);
        assertThat(total(included)).isEqualTo(2_081);
        assertThat(included.charges().tax().amount()).isEqualTo(156);

        Quote added = quote(rules(false, "8.1", 500, null), lines);
        assertThat(added.charges().tax().amount()).isEqualTo(169);
        assertThat(total(added)).isEqualTo(2_250);
    }

    @Test
    void whereNoRuleFitsNothingIsSent() {
        PriceRules swiss = new PriceRules(true, List.of(),
                List.of(new PriceRules.Shipping(Set.of("CH"), Currency.getInstance("CHF"), 700, null)));

        assertThatThrownBy(() -> quote(swiss, List.of(line("A", 1, 1)))).isInstanceOf(NotDeliverable.class);
    }

    @Test
    void whatDoesNotFitIsNeverAWrongSum() {
        assertThatThrownBy(() -> quote(rules(false, "100", 500, null), List.of(line("A", 1, Long.MAX_VALUE - 400))))
                .isInstanceOf(ArithmeticException.class);
    }

    /** Whatever is ordered and promised: the parts add up, nothing is negative, and no promotion makes anything dearer. */
    @Property
    void thePartsAlwaysAddUpToTheWhole(@ForAll("orders") List<OrderLine> lines,
            @ForAll("promotions") List<Promotion> promotions, @ForAll("ruleSets") PriceRules rules) {
        Quote quote = quote(rules, lines, promotions.toArray(Promotion[]::new));
        Charges charges = quote.charges();

        long goods = lines.stream().mapToLong(line -> line.total().amount()).sum();
        long ofPromotions = charges.discounts().stream().mapToLong(discount -> discount.amount().amount()).sum();
        assertThat(ofPromotions).isEqualTo(ofLines(quote).stream().mapToLong(Long::longValue).sum()
                + charges.shipping().discount().amount());
        assertThat(total(quote)).isEqualTo(goods - ofPromotions + charges.shipping().price().amount()
                + (rules.taxIncluded() ? 0 : charges.tax().amount()));
        for (int index = 0; index < lines.size(); index++) {
            assertThat(charges.lines().get(index).discount().amount()).isBetween(0L, lines.get(index).total().amount());
            assertThat(charges.lines().get(index).tax().amount()).isNotNegative();
        }
        assertThat(charges.shipping().charged().amount()).isNotNegative();
        assertThat(charges.discounts()).extracting(discount -> discount.amount().amount()).allMatch(off -> off > 0);
        assertThat(quote.applied()).extracting(Promotion::id)
                .isEqualTo(charges.discounts().stream().map(Discount::promotionId).toList());
        assertThat(
                quote.applied().stream().anyMatch(applied -> applied.terms().exclusive()) && quote.applied().size() > 1)
                .as("an exclusive promotion is alone").isFalse();
    }

    @Property
    void itDoesNotMatterInWhichOrderPromotionsAreFound(@ForAll("orders") List<OrderLine> lines,
            @ForAll("promotions") List<Promotion> promotions, @ForAll("ruleSets") PriceRules rules) {
        assertThat(quote(rules, lines, promotions.reversed().toArray(Promotion[]::new)))
                .isEqualTo(quote(rules, lines, promotions.toArray(Promotion[]::new)));
    }

    @Provide
    Arbitrary<List<OrderLine>> orders() {
        Arbitrary<long[]> amounts = Combinators.combine(Arbitraries.longs().between(1, 1_000),
                Arbitraries.longs().between(0, 1_000_000)).as((quantity, price) -> new long[]{quantity, price});
        return amounts.list().ofMinSize(1).ofMaxSize(8).map(drawn -> IntStream.range(0, drawn.size())
                .mapToObj(index -> line("SKU-" + index, (int) drawn.get(index)[0], drawn.get(index)[1])).toList());
    }

    @Provide
    Arbitrary<List<Promotion>> promotions() {
        Arbitrary<Benefit> benefits = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 1_000_000)
                        .map(parts -> percentOff(BigDecimal.valueOf(parts, 4).toPlainString())),
                Arbitraries.longs().between(1, 100_000_000).map(amount -> amountOff(amount)),
                Combinators.combine(Arbitraries.integers().between(1, 5), Arbitraries.integers().between(1, 5))
                        .as(Benefit.BuyAndGet::new),
                Arbitraries.just(FREE_SHIPPING));
        return Combinators.combine(benefits, Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as((benefit, exclusive, restricted) -> restricted && !(benefit instanceof Benefit.FreeShipping)
                        ? promotion(0, benefit, exclusive, "SKU-0", "SKU-3")
                        : promotion(0, benefit, exclusive))
                .list().ofMaxSize(6).map(PriceComputationTests::numbered);
    }

    @Provide
    Arbitrary<PriceRules> ruleSets() {
        return Combinators.combine(Arbitraries.of(true, false), Arbitraries.integers().between(0, 300_000),
                Arbitraries.longs().between(0, 10_000), Arbitraries.longs().between(0, 100_000).injectNull(0.3))
                .as((included, rate, price, freeFrom) -> rules(included,
                        BigDecimal.valueOf(rate, 4).toPlainString(), price, freeFrom));
    }

    private static List<Promotion> numbered(List<Promotion> promotions) {
        List<Promotion> numbered = new ArrayList<>();
        for (Promotion one : promotions) {
            numbered.add(promotion(numbered.size() + 1, one.terms().benefit(), one.terms().exclusive(),
                    one.terms().skus().toArray(String[]::new)));
        }
        return numbered;
    }

    private static PriceRules rules(boolean included, String percent, long shipping, @Nullable Long freeFrom) {
        return new PriceRules(included, List.of(new PriceRules.Tax(Set.of("US"), new BigDecimal(percent))),
                List.of(new PriceRules.Shipping(Set.of(), Currency.getInstance("USD"), shipping, freeFrom)));
    }

    private static Quote quote(PriceRules rules, List<OrderLine> lines, Promotion... promotions) {
        return PriceComputation.cheapest(lines.stream().map(line -> new PricedLine(line, null)).toList(),
                List.of(promotions), "US", rules);
    }

    private static OrderLine line(String sku, int quantity, long price) {
        return new OrderLine(sku, sku, quantity, Money.of(price, "USD"));
    }

    private static long total(Quote quote) {
        return quote.charges().total(quote.lines()).amount();
    }

    private static List<Long> discounts(Quote quote) {
        return quote.charges().discounts().stream().map(discount -> discount.amount().amount()).toList();
    }

    private static List<Long> ofLines(Quote quote) {
        return quote.charges().lines().stream().map(line -> line.discount().amount()).toList();
    }
}
