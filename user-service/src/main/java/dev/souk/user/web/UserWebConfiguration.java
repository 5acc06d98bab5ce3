package dev.souk.user.web;

import dev.souk.common.web.security.PublicEndpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UserWebConfiguration {

    @Bean
    PublicEndpoints publicEndpoints() {
        return PublicEndpoints.of()
                .get(JwksController.PATH, OidcController.PATH + "/*", OidcController.PATH + "/*/callback")
                .post("/api/v1/auth/register", "/api/v1/auth/login", "/api/v1/auth/refresh",
                        "/api/v1/auth/verify-email", "/api/v1/auth/verify-email/resend", "/api/v1/auth/password-reset",
                        "/api/v1/auth/password-reset/confirm")
                // asks for HTTP Basic itself: who fetches the first token has none yet
                .post(ServiceTokenController.PATH);
    }
}
