package dev.souk.order.web;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.OrderLine;

/**
 * @param listPrice what a piece costs while no sale is on; absent when none was
 * @param lineTotal unit price times quantity
 * @param discount  of all pieces together; absent when nothing is taken off
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineResponse(String sku, String title, int quantity, Money unitPrice, @Nullable Money listPrice,
        Money lineTotal, @Nullable Money discount) {

    static LineResponse of(OrderLine line, Charges.OfLine charged) {
        return new LineResponse(line.sku(), line.title(), line.quantity(), line.unitPrice(), charged.listPrice(),
                line.total(), charged.discount().amount() == 0 ? null : charged.discount());
    }
}
