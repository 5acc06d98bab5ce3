package dev.souk.product.messaging;

import dev.souk.common.messaging.IncomingMessage;
import dev.souk.product.catalogue.StockLevels;
import dev.souk.product.catalogue.StockLevels.StockLevel;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears from inventory-service how many pieces of each SKU are available. */
@Component
class StockListener {

    /** What the catalogue reads of the event of this name. */
    record StockLevelChanged(String sku, long available, long version) {

        StockLevel toLevel() {
            return new StockLevel(sku, available, version);
        }
    }

    private final StockLevels levels;

    StockListener(StockLevels levels) {
        this.levels = levels;
    }

    /** Of many words on one SKU in a poll the newest alone is written. */
    void take(List<IncomingMessage> messages) {
        levels.heard(messages.stream()
                .filter(message -> message.type().equals("StockLevelChanged"))
                .map(message -> message.data(StockLevelChanged.class).toLevel())
                .toList());
    }
}
