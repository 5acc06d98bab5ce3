package dev.souk.gateway.settings;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Calls of one method to addresses of one form, written {@code GET /api/v1/products/**}. */
public record Endpoint(HttpMethod method, PathPattern pattern) {

    /** @throws IllegalArgumentException when it is not of the form {@code METHOD /path} */
    public static Endpoint of(String entry) {
        int space = entry.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("An endpoint reads 'METHOD /path', but this one is '" + entry + "'");
        }
        return new Endpoint(HttpMethod.valueOf(entry.substring(0, space)),
                PathPatternParser.defaultInstance.parse(entry.substring(space + 1).strip()));
    }

    /** {@code GET} includes {@code HEAD}. */
    public boolean includes(ServerHttpRequest request) {
        HttpMethod asked = request.getMethod().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.getMethod();
        return method.equals(asked) && pattern.matches(request.getPath().pathWithinApplication());
    }
}
