package dev.souk.order.client;

import java.util.Optional;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The warehouses, which alone know how much there is of a SKU. */
@FeignClient(name = "inventory-service", fallbackFactory = InventoryClientFallback.class, dismiss404 = true)
public interface InventoryClient {

    /** @param available pieces that nobody has reserved */
    record Stock(String sku, long available) {}

    /**
     * Empty for a SKU that was never supplied.
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when there is no answer
     */
    @GetMapping("/api/v1/inventory/{sku}")
    Optional<Stock> stock(@PathVariable("sku") String sku);
}
