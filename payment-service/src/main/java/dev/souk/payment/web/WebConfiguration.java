package dev.souk.payment.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.souk.common.web.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    PublicEndpoints publicEndpoints() {
        // a provider signs its calls
        return PublicEndpoints.of().post("/api/v1/payments/webhooks/{provider}");
    }
}
