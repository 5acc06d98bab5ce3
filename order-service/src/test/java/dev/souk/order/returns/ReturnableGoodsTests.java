package dev.souk.order.returns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.DeliveryAddress;
import dev.souk.order.checkout.Discount;
import dev.souk.order.checkout.Order;
import dev.souk.order.checkout.OrderDraft;
import dev.souk.order.checkout.OrderFixtures;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.money.Shares;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReturnableGoodsTests {

    private static final Instant NOON = OrderFixtures.NOON;

    /** Three mugs for 9.99 in all, after a discount: 3.33 each. */
    private final Order order = order(List.of(line("MUG-1", 3, 400)), 201, 0, true);

    @Test
    void whatWasNotBoughtIsRefused() {
        assertThatExceptionOfType(InvalidReturn.class).isThrownBy(() -> goods(List.of()).take("CUP-1", 1))
                .withMessageContaining("CUP-1");
        assertThatExceptionOfType(InvalidReturn.class).isThrownBy(() -> goods(List.of()).take("MUG-1", 4))
                .withMessageContaining("up to 3 pieces");
    }

    @Test
    void whatIsInAnotherReturnIsTakenUnlessThatWasRejected() {
        Return two = aReturn(goods(List.of()).take("MUG-1", 2));

        assertThat(goods(List.of(two)).take("MUG-1", 1).pieces()).containsExactly(2);
        assertThatExceptionOfType(InvalidReturn.class).isThrownBy(() -> goods(List.of(two)).take("MUG-1", 2));
        assertThat(goods(List.of(two.become(ReturnStatus.REJECTED, null, NOON))).take("MUG-1", 3).pieces())
                .containsExactly(0, 1, 2);
    }

    @Test
    void whatHasNotLeftTheWarehouseCannotComeBack() {
        Return one = aReturn(goods(List.of()).take("MUG-1", 1));

        assertThat(new ReturnableGoods(order, List.of(one), Map.of("MUG-1", 2)).take("MUG-1", 1).pieces())
                .containsExactly(1);
        for (Map<String, Integer> sent : List.of(Map.of("MUG-1", 2), Map.of("TEA-1", 3))) {
            assertThatExceptionOfType(InvalidReturn.class)
                    .isThrownBy(() -> new ReturnableGoods(order, List.of(one), sent).take("MUG-1", 2))
                    .withMessageContaining("have left the warehouse");
        }
    }

    @Test
    void aPieceThatIsFreeAgainHasItsOwnPrice() {
        Order uneven = order(List.of(line("MUG-1", 3, 400)), 200, 0, true);
        Return first = aReturn(new ReturnableGoods(uneven, List.of(), Map.of()).take("MUG-1", 1));
        Return second = aReturn(new ReturnableGoods(uneven, List.of(first), Map.of()).take("MUG-1", 1));
        Return rejected = first.become(ReturnStatus.REJECTED, null, NOON);

        Return again = aReturn(new ReturnableGoods(uneven, List.of(rejected, second), Map.of()).take("MUG-1", 1));
        Return last = aReturn(new ReturnableGoods(uneven, List.of(rejected, second, again), Map.of()).take("MUG-1", 1));

        assertThat(List.of(second, again, last)).extracting(one -> one.refund().amount()).containsExactly(333L, 334L,
                333L);
    }

    @Test
    void taxThatWasAddedIsGivenBackAndShippingIsNot() {
        Order taxed = order(List.of(line("MUG-1", 3, 400)), 201, 80, false);

        assertThat(taxed.total()).isEqualTo(usd(999 + 80 + 400));
        assertThat(new ReturnableGoods(taxed, List.of(), Map.of()).take("MUG-1", 3).refund()).isEqualTo(usd(1_079));
    }

    /** In whatever portions, with rejected ones among them: together they are what the goods have cost. */
    @Property(tries = 300)
    void piecesThatComeBackInAnyPortionsAreRefundedExactlyWhatTheyCost(@ForAll @IntRange(min = 1, max = 40) int mugs,
            @ForAll @IntRange(min = 1, max = 40) int cups, @ForAll @IntRange(max = 90) int discount,
            @ForAll @IntRange(max = 300) int tax, @ForAll boolean taxIncluded, @ForAll Random random) {
        Order bought = order(List.of(line("MUG-1", mugs, 97), line("CUP-1", cups, 3)), discount, tax, taxIncluded);
        List<String> pieces = new ArrayList<>(Collections.nCopies(mugs, "MUG-1"));
        pieces.addAll(Collections.nCopies(cups, "CUP-1"));
        Collections.shuffle(pieces, random);
        List<Return> returns = new ArrayList<>();
        for (String sku : pieces) {
            if (random.nextInt(4) == 0) {
                returns.add(aReturn(new ReturnableGoods(bought, returns, Map.of()).take(sku, 1)).become(
                        ReturnStatus.REJECTED,
                        null, NOON));
            }
            returns.add(aReturn(new ReturnableGoods(bought, returns, Map.of()).take(sku, 1)));
        }

        Money refunded = returns.stream().filter(one -> one.status() != ReturnStatus.REJECTED).map(Return::refund)
                .reduce(usd(0), Money::plus);
        assertThat(refunded).isEqualTo(bought.total().minus(usd(400)));
    }

    private ReturnableGoods goods(List<Return> others) {
        return new ReturnableGoods(order, others, Map.of());
    }

    private static OrderLine line(String sku, int quantity, long price) {
        return new OrderLine(sku, sku, quantity, usd(price));
    }

    /** Four dollars for shipping. */
    private static Order order(List<OrderLine> lines, long discount, long tax, boolean taxIncluded) {
        List<Money> weights = lines.stream().map(OrderLine::total).toList();
        List<Money> discounts = Shares.of(usd(discount), weights);
        List<Money> taxes = Shares.of(usd(tax), weights);
        List<Charges.OfLine> charged = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            charged.add(new Charges.OfLine(null, discounts.get(line), taxes.get(line)));
        }
        Charges charges = new Charges(charged, new Charges.OfShipping(usd(400), usd(0), usd(0)),
                discount == 0 ? List.of() : List.of(new Discount(UUID.randomUUID(), null, "Less", usd(discount))),
                taxIncluded);
        return OrderFixtures.place(new OrderDraft(OrderFixtures.SHOPPER, lines, charges, List.of(),
                new DeliveryAddress("Ada", "1 Way", null, "Basel", null, "4051", "CH", null), OrderFixtures.VISA));
    }

    private Return aReturn(ReturnLine line) {
        return new Return(ReturnId.next(), order.id(), order.userId(), ReturnStatus.REQUESTED, List.of(line),
                "too small",
                null, line.refund(), null, NOON, NOON);
    }

    private static Money usd(long amount) {
        return Money.of(amount, "USD");
    }
}
