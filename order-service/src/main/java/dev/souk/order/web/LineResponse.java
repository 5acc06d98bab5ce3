package dev.souk.order.web;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderLine;

record LineResponse(String sku, String title, int quantity, Money unitPrice, Money lineTotal) {

    static LineResponse of(OrderLine line) {
        return new LineResponse(line.sku(), line.title(), line.quantity(), line.unitPrice(), line.total());
    }
}
