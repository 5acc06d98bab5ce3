package dev.souk.order.pricing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.souk.order.checkout.InvalidOrder;
import dev.souk.order.checkout.OrderLine;

/** What is to be bought: how many of each SKU, in the order in which they were named. */
public record Basket(Map<String, Integer> quantities) {

    public record Item(String sku, int quantity) {}

    public Basket {
        quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
    }

    /**
     * A SKU that is named twice is wanted that often.
     *
     * @throws InvalidOrder when that makes more of one SKU than an order may hold
     */
    public static Basket of(List<Item> items) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        for (Item item : items) {
            if (quantities.merge(item.sku(), item.quantity(), Math::addExact) > OrderLine.MAX_QUANTITY) {
                throw new InvalidOrder(
                        "Order at most " + OrderLine.MAX_QUANTITY + " pieces of " + item.sku() + " in all its lines");
            }
        }
        return new Basket(quantities);
    }

    public boolean isEmpty() {
        return quantities.isEmpty();
    }

    public Set<String> skus() {
        return quantities.keySet();
    }
}
