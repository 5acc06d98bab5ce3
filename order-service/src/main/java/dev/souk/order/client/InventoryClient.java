package dev.souk.order.client;

import java.util.Collection;
import java.util.List;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The warehouses, which alone know how much there is of a SKU. */
@FeignClient(name = "inventory-service", fallbackFactory = InventoryClientFallback.class)
public interface InventoryClient {

    /** @param available pieces that nobody has reserved */
    record Stock(String sku, long available) {}

    record Stocks(List<Stock> items) {}

    /**
     * SKUs that were never supplied are missing in the answer. It takes up to 100.
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when there is no answer
     */
    @GetMapping("/api/v1/inventory")
    Stocks stock(@RequestParam("sku") Collection<String> skus);
}
