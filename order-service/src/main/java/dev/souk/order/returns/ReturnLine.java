package dev.souk.order.returns;

import java.util.List;

import dev.souk.common.money.Money;

/**
 * Pieces of one SKU that come back.
 *
 * @param pieces which of those that were ordered, counted from 0
 * @param refund what was paid for them
 */
public record ReturnLine(String sku, List<Integer> pieces, Money refund) {

    public ReturnLine {
        pieces = List.copyOf(pieces);
    }

    public int quantity() {
        return pieces.size();
    }
}
