package dev.souk.product.config;

import dev.souk.common.web.security.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call what: everybody reads, operators write (see the controllers). */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    PublicEndpoints publicEndpoints() {
        return PublicEndpoints.of().get("/api/v1/products/**", "/api/v1/categories/**", "/api/v1/search/**",
                "/api/v1/media/**");
    }
}
