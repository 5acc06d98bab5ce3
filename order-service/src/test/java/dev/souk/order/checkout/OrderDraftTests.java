package dev.souk.order.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.common.money.Money;

class OrderDraftTests {

    private static final Money PRICE = Money.of(100, "USD");

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, 1_000_000_000})
    void aLineHoldsOneToAThousandPieces(int quantity) {
        assertThatThrownBy(() -> new OrderLine("A", "A", quantity, PRICE)).isInstanceOf(InvalidOrder.class)
                .hasMessageContaining("A");
    }

    @Test
    void aNegativePriceIsNoPrice() {
        assertThatThrownBy(() -> new OrderLine("A", "A", 1, Money.of(-1, "USD"))).isInstanceOf(InvalidOrder.class);
    }

    @Test
    void anOrderHasLines() {
        assertThatThrownBy(() -> draft(List.of())).isInstanceOf(InvalidOrder.class);
    }

    @Test
    void anOrderHasFiftyLinesAtMost() {
        List<OrderLine> lines = IntStream.rangeClosed(1, 51).mapToObj(n -> line("SKU-" + n, PRICE)).toList();

        assertThat(draft(lines.subList(0, 50)).lines()).hasSize(50);
        assertThatThrownBy(() -> draft(lines)).isInstanceOf(InvalidOrder.class);
    }

    @Test
    void aSkuHasOneLine() {
        assertThatThrownBy(() -> draft(List.of(line("A", PRICE), line("A", PRICE)))).isInstanceOf(InvalidOrder.class);
    }

    @Test
    void anOrderHasOneCurrency() {
        assertThatThrownBy(() -> draft(List.of(line("A", PRICE), line("B", Money.of(100, "EUR")))))
                .isInstanceOf(InvalidOrder.class).hasMessageContaining("EUR");
    }

    @Test
    void aTotalThatDoesNotFitIsRefusedAndNeverWrong() {
        assertThatThrownBy(() -> draft(
                List.of(new OrderLine("A", "A", 1_000, Money.of(Long.MAX_VALUE / 10, "USD")))))
                .isInstanceOf(InvalidOrder.class).hasMessageContaining("Order less");
    }

    @Test
    void anOrderThatCostsNothingIsRefusedBecausePaymentCannotTakeNothing() {
        assertThatThrownBy(() -> draft(List.of(line("A", Money.of(0, "USD"))))).isInstanceOf(InvalidOrder.class);
    }

    @Test
    void aDiscountThatNobodyGrantedIsABugAndNoOrder() {
        List<OrderLine> lines = List.of(line("A", PRICE));
        Money one = Money.of(1, "USD");
        Money zero = Money.of(0, "USD");
        Charges unexplained = new Charges(List.of(new Charges.OfLine(null, one, zero)),
                new Charges.OfShipping(zero, zero, zero), List.of(), true);

        assertThatThrownBy(() -> draft(lines, unexplained)).isInstanceOf(IllegalStateException.class);
    }

    private static OrderLine line(String sku, Money price) {
        return new OrderLine(sku, sku, 1, price);
    }

    private static OrderDraft draft(List<OrderLine> lines) {
        return draft(lines, Charges.none(lines));
    }

    private static OrderDraft draft(List<OrderLine> lines, Charges charges) {
        return new OrderDraft(OrderFixtures.SHOPPER, lines, charges, List.of(), OrderFixtures.draft(null).shipTo(),
                null);
    }
}
