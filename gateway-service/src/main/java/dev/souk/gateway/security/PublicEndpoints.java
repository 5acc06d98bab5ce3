package dev.souk.gateway.security;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What is answered without a token: entries of the form {@code GET /api/v1/products/**}. */
@ConfigurationProperties("souk.edge")
final class PublicEndpoints {

    private record Endpoint(HttpMethod method, PathPattern pattern) {

        static Endpoint of(String entry) {
            int space = entry.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException(
                        "An entry of souk.edge.public-endpoints reads 'METHOD /path', but this one is '" + entry + "'");
            }
            return new Endpoint(HttpMethod.valueOf(entry.substring(0, space)),
                    PathPatternParser.defaultInstance.parse(entry.substring(space + 1).strip()));
        }

        boolean includes(ServerHttpRequest request) {
            HttpMethod asked = request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
            return method.equals(asked) && pattern.matches(request.getPath().pathWithinApplication());
        }
    }

    private final List<Endpoint> endpoints;

    PublicEndpoints(List<String> publicEndpoints) {
        this.endpoints = publicEndpoints.stream().map(Endpoint::of).toList();
    }

    boolean include(ServerHttpRequest request) {
        return endpoints.stream().anyMatch(endpoint -> endpoint.includes(request));
    }
}
