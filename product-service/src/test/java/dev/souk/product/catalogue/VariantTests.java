package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.souk.common.money.Money;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariantTests {

    private static final Instant FRIDAY = Instant.parse("2026-11-27T00:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void aSaleIsThePriceFromItsFirstMomentToItsLast() {
        Variant variant = variant(sale(800, FRIDAY, MONDAY));
        assertThat(variant.priceAt(FRIDAY.minusMillis(1))).isEqualTo(usd(1000));
        assertThat(variant.priceAt(FRIDAY)).isEqualTo(usd(800));
        assertThat(variant.priceAt(MONDAY.minusMillis(1))).isEqualTo(usd(800));
        assertThat(variant.priceAt(MONDAY)).isEqualTo(usd(1000));
    }

    @Test
    void oneSaleMayBeginWhenAnotherEnds() {
        Variant variant = variant(sale(700, MONDAY, TUESDAY), sale(800, FRIDAY, MONDAY));
        assertThat(variant.priceAt(MONDAY)).isEqualTo(usd(700));
        assertThat(variant.sales()).extracting(Sale::from).containsExactly(FRIDAY, MONDAY);
    }

    @Test
    void aProductKnowsWhenAPriceChangesNext() {
        ProductDetails details = new ProductDetails("Radio", "", null, new CategoryPath("audio"), Attributes.NONE,
                List.of(variant(sale(800, FRIDAY, TUESDAY)), new Variant(new Sku("S2"), usd(500),
                        List.of(sale(400, MONDAY, TUESDAY)), Attributes.NONE)));
        assertThat(details.nextPriceChange(Instant.EPOCH)).contains(FRIDAY);
        assertThat(details.nextPriceChange(FRIDAY)).contains(MONDAY);
        assertThat(details.nextPriceChange(MONDAY)).contains(TUESDAY);
        assertThat(details.nextPriceChange(TUESDAY)).isEmpty();
    }

    @Test
    void noTwoSalesAreOnAtTheSameMoment() {
        refused("/sales/1", sale(800, FRIDAY, TUESDAY), sale(700, MONDAY, TUESDAY));
        refused("/sales/1", sale(800, MONDAY, TUESDAY), sale(700, FRIDAY, MONDAY.plusMillis(1)));
    }

    @Test
    void aSaleIsAReductionInTheSameCurrency() {
        refused("/sales/0", sale(1001, FRIDAY, MONDAY));
        refused("/sales/0", new Sale(Money.of(1, "EUR"), FRIDAY, MONDAY));
        assertThat(variant(sale(1000, FRIDAY, MONDAY)).priceAt(FRIDAY)).isEqualTo(usd(1000));
    }

    @Test
    void aSaleEndsAfterItBeginsInAYearThatTheDatabaseKnows() {
        for (Instant[] interval : new Instant[][]{{MONDAY, MONDAY}, {MONDAY, FRIDAY}, {MONDAY, Instant.MAX},
                {Instant.MIN, MONDAY}, {MONDAY, MONDAY.plusNanos(1)}}) {
            assertThatExceptionOfType(InvalidProduct.class)
                    .isThrownBy(() -> sale(1, interval[0], interval[1]));
        }
    }

    @Test
    void salesAreFew() {
        refused("/sales", IntStream.range(0, 21)
                .mapToObj(day -> sale(1, FRIDAY.plusSeconds(day), FRIDAY.plusSeconds(day + 1))).toArray(Sale[]::new));
    }

    @Test
    void aFeedTakesBackItsOwnSalesOnly() {
        Sale operators = sale(800, FRIDAY, MONDAY);
        Variant present = variant(operators, feedSale(700, MONDAY, TUESDAY));
        assertThat(variant().broughtTo(present)).isEqualTo(variant(operators));
        Sale later = feedSale(600, TUESDAY, TUESDAY.plusSeconds(1));
        assertThat(variant(later).broughtTo(present)).isEqualTo(variant(operators, later));
    }

    @Test
    void anOperatorsSaleComesBeforeOneOfAFeed() {
        Variant present = variant(sale(800, FRIDAY, TUESDAY));
        assertThat(variant(feedSale(700, MONDAY, TUESDAY)).broughtTo(present)).isEqualTo(present);
    }

    @Test
    void aSaleThatIsNoneAtThePriceOfTheFeedGoes() {
        Variant cheaper = new Variant(new Sku("S1"), usd(799), List.of(), Attributes.NONE);
        assertThat(cheaper.broughtTo(variant(sale(800, FRIDAY, MONDAY), sale(799, MONDAY, TUESDAY))).sales())
                .containsExactly(sale(799, MONDAY, TUESDAY));
        Variant abroad = new Variant(new Sku("S1"), Money.of(1000, "EUR"), List.of(), Attributes.NONE);
        assertThat(abroad.broughtTo(variant(sale(800, FRIDAY, MONDAY))).sales()).isEmpty();
    }

    private static Sale feedSale(long amount, Instant from, Instant until) {
        return new Sale(usd(amount), from, until, true);
    }

    private static void refused(String pointer, Sale... sales) {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> variant(sales))
                .matches(invalid -> invalid.pointer().equals(pointer));
    }

    private static Variant variant(Sale... sales) {
        return new Variant(new Sku("S1"), usd(1000), Arrays.asList(sales), Attributes.NONE);
    }

    private static Sale sale(long amount, Instant from, Instant until) {
        return new Sale(usd(amount), from, until);
    }

    private static Money usd(long amount) {
        return Money.of(amount, "USD");
    }
}
