package dev.souk.order.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** Whether there is enough is never guessed. */
@Component
class InventoryClientFallback implements FallbackFactory<InventoryClient> {

    @Override
    public InventoryClient create(Throwable cause) {
        return _ -> {
            throw new DependencyUnavailable("inventory-service", cause);
        };
    }
}
