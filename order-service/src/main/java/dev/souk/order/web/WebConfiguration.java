package dev.souk.order.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.web.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /** A guest may fill a cart; to buy takes a shopper. */
    @Bean
    PublicEndpoints publicEndpoints() {
        return PublicEndpoints.of().get("/api/v1/cart")
                .put("/api/v1/cart/items/*")
                .delete("/api/v1/cart", "/api/v1/cart/items/*");
    }
}
