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
            String[] words = entry.split(" ");
            if (words.length != 2) {
                throw new IllegalArgumentException(
                        "An entry of souk.edge.public-endpoints reads 'METHOD /path', but this one is '" + entry + "'");
            }
            return new Endpoint(HttpMethod.valueOf(words[0]), PathPatternParser.defaultInstance.parse(words[1]));
        }

        boolean includes(ServerHttpRequest request) {
            boolean sameMethod = method == request.getMethod()
                    || method == HttpMethod.GET && request.getMethod() == HttpMethod.HEAD;
            return sameMethod && pattern.matches(request.getPath().pathWithinApplication());
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
