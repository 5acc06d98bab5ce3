package dev.souk.product.messaging;

import dev.souk.product.catalogue.StockLevels;

/** What the catalogue reads of inventory-service's event of this name. */
record StockLevelChanged(String sku, long available, long version) {

    static final String TYPE = "StockLevelChanged";

    StockLevels.StockLevel toLevel() {
        return new StockLevels.StockLevel(sku, available, version);
    }
}
