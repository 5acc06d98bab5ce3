package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import dev.souk.product.catalogue.ProductEvent.ProductChanged;
import dev.souk.product.catalogue.ProductEvent.ProductPublished;
import dev.souk.product.catalogue.ProductEvent.ProductWithdrawn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a product.
 *
 * @param wasPublished whether shoppers saw the version before
 * @param fields in what it differs from the version before; empty for the first one, and for one that says the same again
 */
record ProductChange(Product product, boolean wasPublished, List<FieldChange> fields) {

    static ProductChange created(Product product) {
        return new ProductChange(product, false, List.of());
    }

    static ProductChange between(Product before, Product after) {
        List<FieldChange> fields = new ArrayList<>();
        compare("", content(before), content(after), fields);
        return new ProductChange(after, before.isPublished(), fields);
    }

    /** Something that hangs on the product has changed. */
    static ProductChange of(Product product, List<FieldChange> fields) {
        return new ProductChange(product, product.isPublished(), fields);
    }

    /** Sales have begun or ended between the two moments. */
    static ProductChange repriced(Product product, Instant before, Instant now) {
        return of(product, product.details().variants().stream()
                .filter(variant -> !variant.priceAt(before).equals(variant.priceAt(now)))
                .map(variant -> new FieldChange("/variants/" + Texts.inPointer(variant.sku().value()) + "/price",
                        content(variant.priceAt(before)), content(variant.priceAt(now))))
                .toList());
    }

    /** What is to be announced: nothing of a product that shoppers neither saw nor see. */
    Optional<ProductEvent> event(Instant now) {
        if (product.isPublished()) {
            return Optional.of(wasPublished ? new ProductChanged(product, now) : new ProductPublished(product, now));
        }
        return wasPublished ? Optional.of(new ProductWithdrawn(product, now)) : Optional.empty();
    }

    private static void compare(String pointer, @Nullable Object from, @Nullable Object to, List<FieldChange> found) {
        if (from instanceof Map<?, ?> before && to instanceof Map<?, ?> after) {
            Set<Object> names = new LinkedHashSet<>(before.keySet());
            names.addAll(after.keySet());
            names.forEach(name -> compare(pointer + "/" + Texts.inPointer(String.valueOf(name)), before.get(name),
                    after.get(name), found));
        } else if (!same(from, to)) {
            found.add(new FieldChange(pointer, from, to));
        }
    }

    /** Numbers come back from the database in other types than they went there. */
    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        return one == null ? other == null : one.equals(other);
    }

    private static Map<String, @Nullable Object> content(Product product) {
        ProductDetails details = product.details();
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("title", details.title());
        content.put("description", details.description());
        content.put("brand", details.brand());
        content.put("category", details.category().value());
        content.put("status", product.status().name());
        content.put("attributes", details.attributes().values());
        Map<String, Object> variants = new LinkedHashMap<>();
        details.variants().forEach(variant -> variants.put(variant.sku().value(), content(variant)));
        content.put("variants", variants);
        return content;
    }

    private static Map<String, Object> content(Variant variant) {
        return Map.of("listPrice", content(variant.listPrice()), "attributes", variant.attributes().values(), "sales",
                variant.sales().stream().map(ProductChange::content).toList());
    }

    private static Map<String, Object> content(Sale sale) {
        return Map.of("amount", sale.price().amount(), "currency", sale.price().currency().getCurrencyCode(), "from",
                sale.from().toString(), "until", sale.until().toString());
    }

    private static Map<String, Object> content(Money price) {
        return Map.of("amount", price.amount(), "currency", price.currency().getCurrencyCode());
    }
}
