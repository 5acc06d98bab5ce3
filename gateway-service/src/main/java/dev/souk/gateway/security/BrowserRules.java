package dev.souk.gateway.security;

import java.time.Duration;
import java.util.List;

import dev.souk.gateway.filter.EdgeFilter;
import dev.souk.gateway.settings.LiveSettings;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What a browser is told: to be careful with every answer (OWASP Secure Headers), unless a service has said something else,
 * and which pages may read it (CORS).
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
final class BrowserRules implements EdgeFilter {

    private final LiveSettings settings;
    private final CorsProcessor cors = new DefaultCorsProcessor();

    BrowserRules(LiveSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> {
            warn(exchange);
            return Mono.empty();
        });
        List<String> origins = settings.current().corsOrigins();
        if (origins.isEmpty()) {
            return chain.filter(exchange);
        }
        boolean allowed = cors.process(pagesOf(origins), exchange);
        return !allowed || CorsUtils.isPreFlightRequest(exchange.getRequest()) ? Mono.empty() : chain.filter(exchange);
    }

    private static void warn(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders headers = response.getHeaders();
        if (!headers.containsHeader(HttpHeaders.CACHE_CONTROL) && !headers.containsHeader(HttpHeaders.EXPIRES)
                && !HttpStatus.NOT_MODIFIED.equals(response.getStatusCode())) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate");
        }
        if (!headers.getVary().contains(HttpHeaders.ACCEPT_ENCODING)) {
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING); // the edge compresses
        }
        say(headers, "X-Content-Type-Options", "nosniff");
        say(headers, "X-Frame-Options", "DENY");
        say(headers, "X-XSS-Protection", "0");
        say(headers, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        say(headers, "Referrer-Policy", "no-referrer");
        if ("https".equals(exchange.getRequest().getURI().getScheme())) {
            say(headers, "Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        }
    }

    private static void say(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }

    /** Without credentials of the browser: a page sends its token itself. */
    private static CorsConfiguration pagesOf(List<String> origins) {
        CorsConfiguration pages = new CorsConfiguration();
        pages.setAllowedOrigins(origins);
        pages.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        pages.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
                "Cart-Id", "Device-Token", "Last-Event-ID", "X-Correlation-Id", "traceparent"));
        pages.setExposedHeaders(List.of("ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy",
                "X-Request-Id"));
        pages.setMaxAge(Duration.ofHours(1));
        return pages;
    }
}
