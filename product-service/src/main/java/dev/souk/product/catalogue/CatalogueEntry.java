package dev.souk.product.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A product with what readers see beside it.
 *
 * @param available pieces in stock as inventory-service last said; 0 for a SKU it never spoke of
 * @param stockVersion grows whenever {@code available} changes
 * @param at when it was read: prices are those of this moment
 */
public record CatalogueEntry(Product product, List<PublishedImage> images, Rating rating,
        Map<Sku, Long> available, long stockVersion, Instant at) {

    public long available(Sku sku) {
        return available.getOrDefault(sku, 0L);
    }

    /** The first moment at which a price changes by itself: no cache may keep the product for longer. */
    public Optional<Instant> nextPriceChange() {
        return product.details().nextPriceChange(at);
    }
}
