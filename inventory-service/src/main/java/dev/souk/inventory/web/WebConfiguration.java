package dev.souk.inventory.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.web.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    PublicEndpoints publicEndpoints() {
        return PublicEndpoints.of().get("/api/v1/inventory", "/api/v1/inventory/*");
    }
}
