package dev.souk.order.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.money.Money;
import dev.souk.order.client.ProductClient.Variant;
import dev.souk.order.pricing.Basket;

/**
 * A cart at the prices of this moment.
 *
 * @param total   of what is for sale; absent when that is nothing, or not all in one currency
 * @param missing which facts are absent because a service does not answer; what is in the cart is true all the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CartResponse(List<Item> items, @Nullable Money total, Set<Missing> missing) {

    enum Missing {
        /** Titles, prices, and whether things are for sale. */
        PRICES
    }

    /** @param sellable false when it has left the catalogue since: the order would be refused; absent when unknown */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String sku, @Nullable String title, int quantity, @Nullable Money unitPrice, @Nullable Money lineTotal,
            @Nullable Boolean sellable) {

        static Item of(String sku, int quantity, @Nullable Variant variant) {
            if (variant == null) {
                return new Item(sku, null, quantity, null, null, false);
            }
            return new Item(sku, variant.title(), quantity, variant.price(), variant.price().times(quantity),
                    variant.sellable());
        }
    }

    static CartResponse of(Basket basket, Map<String, Variant> variants) {
        List<Item> items = basket.quantities().entrySet().stream()
                .map(item -> Item.of(item.getKey(), item.getValue(), variants.get(item.getKey()))).toList();
        return new CartResponse(items, total(items), Set.of());
    }

    static CartResponse withoutPrices(Basket basket) {
        List<Item> items = basket.quantities().entrySet().stream()
                .map(item -> new Item(item.getKey(), null, item.getValue(), null, null, null)).toList();
        return new CartResponse(items, null, Set.of(Missing.PRICES));
    }

    private static @Nullable Money total(List<Item> items) {
        List<Money> totals = items.stream().filter(item -> Boolean.TRUE.equals(item.sellable())).map(Item::lineTotal)
                .filter(Objects::nonNull)
                .toList();
        boolean oneCurrency = totals.stream().map(Money::currency).distinct().count() == 1;
        return oneCurrency ? totals.stream().reduce(Money::plus).orElseThrow() : null;
    }
}
