package dev.souk.order.cart;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.cart.RefreshedCart.Missing;
import dev.souk.order.client.ProductClient.Variant;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.Pricing;

/**
 * Asks the catalogue and the warehouses about a cart, and compares with what was last shown of it. A cart is shown whatever
 * becomes of them: it says then which facts are missing.
 */
@Service
public class CartRefresh {

    private static final Logger log = LoggerFactory.getLogger(CartRefresh.class);

    private final Pricing pricing;
    private final Availability availability;
    private final Carts carts;

    CartRefresh(Pricing pricing, Availability availability, Carts carts) {
        this.pricing = pricing;
        this.availability = availability;
        this.carts = carts;
    }

    /** What is told is remembered as shown: the next refresh tells what has changed since this one. */
    public RefreshedCart show(CartOwner owner, Basket basket) {
        Map<String, LastSeen> before = carts.lastSeen(owner);
        RefreshedCart cart = compare(basket, before);
        Map<String, LastSeen> now = new LinkedHashMap<>();
        cart.items().forEach(item -> now.put(item.sku(), seen(before, item).now(item)));
        if (!now.equals(before)) {
            carts.remember(owner, now);
        }
        return cart;
    }

    /** What {@link #show} would tell; nothing counts as shown. */
    public List<CartChange> changes(CartOwner owner, Basket basket) {
        return compare(basket, carts.lastSeen(owner)).changes();
    }

    private RefreshedCart compare(Basket basket, Map<String, LastSeen> before) {
        Set<Missing> missing = EnumSet.noneOf(Missing.class);
        Map<String, Variant> variants = variants(basket, missing);
        Map<String, Long> available = availability.of(basket.skus());
        if (!available.keySet().containsAll(basket.skus())) {
            missing.add(Missing.AVAILABILITY);
        }
        List<CartItem> items = new ArrayList<>();
        List<CartChange> changes = new ArrayList<>();
        basket.quantities().forEach((sku, quantity) -> {
            CartItem item = item(sku, quantity, variants, available.get(sku));
            items.add(item);
            changes.addAll(seen(before, item).changesTo(item));
        });
        return new RefreshedCart(items, changes, missing);
    }

    /** Null when the catalogue does not answer. */
    private @Nullable Map<String, Variant> variants(Basket basket, Set<Missing> missing) {
        try {
            return pricing.variants(basket.skus());
        } catch (DependencyUnavailable away) {
            log.warn("A cart is shown without prices, because the catalogue does not answer", away);
            missing.add(Missing.PRICES);
            return null;
        }
    }

    private static CartItem item(String sku, int quantity, @Nullable Map<String, Variant> variants,
            @Nullable Long available) {
        Variant variant = variants == null ? null : variants.get(sku);
        if (variant == null) {
            return new CartItem(sku, null, quantity, null, variants == null ? null : false, available);
        }
        return new CartItem(sku, variant.title(), quantity, variant.price(), variant.sellable(), available);
    }

    private static LastSeen seen(Map<String, LastSeen> before, CartItem item) {
        return before.getOrDefault(item.sku(), LastSeen.NEVER);
    }
}
