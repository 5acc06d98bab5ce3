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

    /**
     * Grows whenever something changes that readers see and that is no edit: stock, rating, or a price when a sale begins or
     * ends. The schedule of prices also makes a new version then, but a moment later, and by a clock that may be another one.
     */
    public long changesBesideEdits() {
        return stockVersion + rating.version() + product.details().priceChangesUntil(at);
    }

    /** The first moment at which a price changes by itself: no cache may keep the product for longer. */
    public Optional<Instant> nextPriceChange() {
        return product.details().nextPriceChange(at);
    }
}
