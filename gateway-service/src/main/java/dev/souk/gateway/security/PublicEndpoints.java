package dev.souk.gateway.security;

import java.util.List;

import dev.souk.gateway.settings.Endpoint;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What is answered without a token: entries of the form {@code GET /api/v1/products/**}. */
@ConfigurationProperties("souk.edge")
record PublicEndpoints(List<Endpoint> publicEndpoints) {

    boolean include(ServerHttpRequest request) {
        return publicEndpoints.stream().anyMatch(endpoint -> endpoint.includes(request));
    }
}
