package dev.souk.order.returns;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.Order;
import dev.souk.order.checkout.OrderLine;
import dev.souk.order.money.Shares;

/**
 * What can still be sent back of an order, and what was paid for each piece. The price of a line, after discounts and with
 * tax, is split among its pieces by the largest remainder method, and every piece comes back once: so whatever the returns are
 * cut into, all of them together are refunded what the goods have cost. What was paid for shipping is not part of it.
 */
final class ReturnableGoods {

    private final Order order;
    private final Map<String, Integer> sent;
    private final Map<String, Set<Integer>> taken = new HashMap<>();

    /**
     * @param others all returns of the order; those that were rejected take nothing
     * @param sent pieces of each SKU that have left the warehouse; empty when that is not known of any
     */
    ReturnableGoods(Order order, List<Return> others, Map<String, Integer> sent) {
        this.order = order;
        this.sent = sent;
        others.stream().filter(other -> other.status() != ReturnStatus.REJECTED)
                .flatMap(other -> other.lines().stream())
                .forEach(line -> taken.computeIfAbsent(line.sku(), _ -> new HashSet<>()).addAll(line.pieces()));
    }

    /** @throws InvalidReturn when the SKU is not in the order, or fewer pieces of it are left or were sent */
    ReturnLine take(String sku, int quantity) {
        int index = IntStream.range(0, order.lines().size()).filter(i -> order.lines().get(i).sku().equals(sku))
                .findFirst().orElseThrow(() -> InvalidReturn.notBought(sku));
        OrderLine line = order.lines().get(index);
        Set<Integer> gone = taken.computeIfAbsent(sku, _ -> new HashSet<>());
        List<Integer> left = IntStream.range(0, line.quantity()).filter(piece -> !gone.contains(piece)).boxed()
                .toList();
        if (quantity > left.size()) {
            throw InvalidReturn.tooMany(sku, quantity, left.size());
        }
        if (!isSent(sku, gone.size() + quantity)) {
            throw InvalidReturn.notSent(sku, sent.getOrDefault(sku, 0));
        }
        List<Integer> pieces = left.subList(0, quantity);
        gone.addAll(pieces);
        List<Money> paid = paidForEach(line, order.charges().lines().get(index));
        return new ReturnLine(sku, pieces, pieces.stream().map(paid::get).reduce(zero(), Money::plus));
    }

    /** Of a delivered order all was sent, whatever is known of its parcels. */
    private boolean isSent(String sku, int pieces) {
        return order.deliveredAt() != null || sent.isEmpty() || pieces <= sent.getOrDefault(sku, 0);
    }

    private List<Money> paidForEach(OrderLine line, Charges.OfLine charged) {
        Money goods = line.total().minus(charged.discount());
        Money paid = order.charges().taxIncluded() ? goods : goods.plus(charged.tax());
        return Shares.of(paid, Collections.nCopies(line.quantity(), new Money(1, paid.currency())));
    }

    private Money zero() {
        return Money.zero(order.total().currency());
    }
}
