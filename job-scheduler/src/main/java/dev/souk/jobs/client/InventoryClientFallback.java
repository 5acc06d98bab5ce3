package dev.souk.jobs.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

@Component
class InventoryClientFallback implements FallbackFactory<InventoryClient> {

    @Override
    public InventoryClient create(Throwable cause) {
        return () -> {
            throw new DependencyUnavailable("inventory-service", cause);
        };
    }
}
