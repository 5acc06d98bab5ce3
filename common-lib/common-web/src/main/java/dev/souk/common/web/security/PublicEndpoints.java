package dev.souk.common.web.security;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpMethod;

/**
 * The calls of a service that need no token; everything else does. Patterns are Spring's path patterns.
 *
 * <pre>{@code
 * @Bean
 * PublicEndpoints publicEndpoints() {
 *     return PublicEndpoints.of().get("/api/v1/products/**").post("/api/v1/auth/login");
 * }
 * }</pre>
 */
public final class PublicEndpoints {

    record Endpoint(HttpMethod method, String pattern) {}

    private final List<Endpoint> endpoints;

    private PublicEndpoints(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /** Nothing is public yet. */
    public static PublicEndpoints of() {
        return new PublicEndpoints(List.of());
    }

    public PublicEndpoints get(String... patterns) {
        return and(HttpMethod.GET, patterns).and(HttpMethod.HEAD, patterns);
    }

    public PublicEndpoints post(String... patterns) {
        return and(HttpMethod.POST, patterns);
    }

    public PublicEndpoints put(String... patterns) {
        return and(HttpMethod.PUT, patterns);
    }

    public PublicEndpoints delete(String... patterns) {
        return and(HttpMethod.DELETE, patterns);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    private PublicEndpoints and(HttpMethod method, String... patterns) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        for (String pattern : patterns) {
            all.add(new Endpoint(method, pattern));
        }
        return new PublicEndpoints(all);
    }
}
