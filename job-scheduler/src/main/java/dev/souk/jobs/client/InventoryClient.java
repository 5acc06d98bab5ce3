package dev.souk.jobs.client;

import java.util.List;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

import dev.souk.common.web.client.ServiceToken;

/** What inventory-service says to operators. */
@FeignClient(name = "inventory-service", configuration = ServiceToken.class, fallbackFactory = InventoryClientFallback.class)
public interface InventoryClient {

    record StockSums(long skus, List<String> violations) {}

    @GetMapping("/internal/invariants")
    StockSums invariants();
}
