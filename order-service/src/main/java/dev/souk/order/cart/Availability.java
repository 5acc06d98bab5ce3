package dev.souk.order.cart;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.client.InventoryClient;

/** How much there is of each of several SKUs, asked for at once: a cart has fewer than fit into one question. */
@Component
class Availability {

    private static final Logger log = LoggerFactory.getLogger(Availability.class);

    private final InventoryClient inventory;

    Availability(InventoryClient inventory) {
        this.inventory = inventory;
    }

    /** By SKU; empty when there is no answer. */
    Map<String, Long> of(Collection<String> skus) {
        Map<String, Long> available = new HashMap<>();
        if (skus.isEmpty()) {
            return available;
        }
        try {
            InventoryClient.Stocks answer = inventory.stock(skus);
            skus.forEach(sku -> available.put(sku, 0L));
            answer.items().forEach(stock -> available.put(stock.sku(), stock.available()));
        } catch (DependencyUnavailable away) {
            log.warn("A cart is shown without its stock, because inventory does not answer", away);
        }
        return available;
    }
}
