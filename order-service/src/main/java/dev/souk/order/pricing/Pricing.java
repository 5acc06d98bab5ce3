package dev.souk.order.pricing;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import dev.souk.order.checkout.OrderLine;
import dev.souk.order.client.ProductClient;
import dev.souk.order.client.ProductClient.Variant;

/** Asks the catalogue what things cost at this moment. Never call it inside a transaction: it waits for another service. */
@Service
public class Pricing {

    private final ProductClient products;

    Pricing(ProductClient products) {
        this.products = products;
    }

    /** What the catalogue offers of these SKUs, by SKU; what it does not know is missing. */
    public Map<String, Variant> variants(Collection<String> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        return products.variants(skus).items().stream().collect(Collectors.toMap(Variant::sku, Function.identity()));
    }

    /** @throws UnsellableSkus when at least one of them cannot be bought, naming all that cannot */
    public List<OrderLine> lines(Basket basket) {
        Map<String, Variant> variants = variants(basket.skus());
        List<String> unsellable = basket.skus().stream().filter(sku -> !isSellable(variants.get(sku))).toList();
        if (!unsellable.isEmpty()) {
            throw new UnsellableSkus(unsellable);
        }
        return basket.quantities().entrySet().stream()
                .map(item -> line(requireNonNull(variants.get(item.getKey())), item.getValue()))
                .toList();
    }

    private static boolean isSellable(@Nullable Variant variant) {
        return variant != null && variant.sellable();
    }

    private static OrderLine line(Variant variant, int quantity) {
        return new OrderLine(variant.sku(), variant.title(), quantity, variant.price());
    }
}
