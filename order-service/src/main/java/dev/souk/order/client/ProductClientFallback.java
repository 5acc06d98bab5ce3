package dev.souk.order.client;

import org.springframework.cloud.openfeign.FallbackFactory;
import org.springframework.stereotype.Component;

import dev.souk.common.web.client.DependencyUnavailable;

/** Without the catalogue there is no price, and without a price no order. */
@Component
class ProductClientFallback implements FallbackFactory<ProductClient> {

    @Override
    public ProductClient create(Throwable cause) {
        return _ -> {
            throw new DependencyUnavailable("product-service", cause);
        };
    }
}
