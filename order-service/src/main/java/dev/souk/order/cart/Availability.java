package dev.souk.order.cart;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.order.client.InventoryClient;
import dev.souk.order.client.InventoryClient.Stock;

/**
 * How much there is of each of several SKUs. Inventory answers for one SKU at a time, so they are asked for side by side; all
 * carts together have no more than {@value #AT_ONCE} questions open, so that they cannot keep orders waiting there.
 */
@Component
class Availability {

    private static final Logger log = LoggerFactory.getLogger(Availability.class);
    private static final int AT_ONCE = 16;

    private final InventoryClient inventory;
    private final SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("availability-");

    Availability(InventoryClient inventory) {
        this.inventory = inventory;
        threads.setVirtualThreads(true);
        threads.setConcurrencyLimit(AT_ONCE);
        threads.setTaskDecorator(new ContextPropagatingTaskDecorator());
    }

    /** By SKU; those are missing for which there was no answer. */
    Map<String, Long> of(Collection<String> skus) {
        Map<String, CompletableFuture<Long>> asked = new HashMap<>();
        for (String sku : skus) {
            asked.put(sku, threads.submitCompletable(() -> inventory.stock(sku).map(Stock::available).orElse(0L)));
        }
        Map<String, Long> available = new HashMap<>();
        asked.forEach((sku, answer) -> {
            try {
                available.put(sku, answer.join());
            } catch (CompletionException away) {
                if (!(away.getCause() instanceof DependencyUnavailable)) {
                    throw away;
                }
                log.warn("A cart is shown without the stock of {}, because inventory does not answer", sku, away);
            }
        });
        return available;
    }
}
