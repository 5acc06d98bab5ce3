package dev.souk.product.catalogue;

import java.util.List;
import java.util.Map;

/**
 * A product with what readers see beside it.
 *
 * @param available pieces in stock as inventory-service last said; 0 for a SKU it never spoke of
 * @param stockVersion grows whenever {@code available} changes
 */
public record CatalogueEntry(Product product, List<PublishedImage> images, Map<Sku, Long> available,
        long stockVersion) {

    public long available(Sku sku) {
        return available.getOrDefault(sku, 0L);
    }
}
