package dev.souk.order.web;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.Discount;
import dev.souk.order.checkout.OrderLine;

/**
 * What is charged, and how it comes about: {@code total} is the lines' totals and {@code shipping}, less all discounts, and
 * with {@code tax} unless the prices contain it.
 *
 * @param shipping    before its discount
 * @param tax         of goods and shipping together
 * @param taxIncluded whether the prices contain it
 */
record PriceResponse(List<LineResponse> lines, List<DiscountResponse> discounts, Money shipping,
        Money tax, boolean taxIncluded, Money total) {

    /** @param code the coupon's; absent for a promotion that applies by itself */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DiscountResponse(@Nullable String code, String name, Money amount) {

        static DiscountResponse of(Discount discount) {
            return new DiscountResponse(discount.code(), discount.name(), discount.amount());
        }
    }

    static PriceResponse of(List<OrderLine> lines, Charges charges, Money total) {
        List<LineResponse> charged = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            charged.add(LineResponse.of(lines.get(index), charges.lines().get(index)));
        }
        return new PriceResponse(charged, charges.discounts().stream().map(DiscountResponse::of).toList(),
                charges.shipping().price(), charges.tax(), charges.taxIncluded(), total);
    }
}
