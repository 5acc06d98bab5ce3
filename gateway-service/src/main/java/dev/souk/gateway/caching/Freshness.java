package dev.souk.gateway.caching;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.http.HttpHeaders;

/** How long a shared cache may give an answer, after RFC 9111. */
final class Freshness {

    private static final Set<String> FORBIDDING = Set.of("private", "no-store", "no-cache");

    /** They change nothing about the answers of our services, which know no origins. */
    private static final Set<String> HARMLESS_TO_VARY_BY = Set.of("origin", "access-control-request-method",
            "access-control-request-headers", "accept-encoding");

    private Freshness() {
    }

    /** Zero for an answer that is not expressly public, belongs to somebody, or differs by what was asked. */
    static Duration of(HttpHeaders answer) {
        String control = answer.getCacheControl();
        if (control == null || !control.toLowerCase(Locale.ROOT).contains("public")
                || answer.containsHeader(HttpHeaders.SET_COOKIE)
                || answer.containsHeader(HttpHeaders.CONTENT_ENCODING) || !variesHarmlessly(answer)) {
            return Duration.ZERO;
        }
        List<String> directives = Arrays.stream(control.toLowerCase(Locale.ROOT).split(",")).map(String::strip)
                .toList();
        if (!directives.contains("public") || directives.stream().anyMatch(FORBIDDING::contains)) {
            return Duration.ZERO;
        }
        return directives.stream().filter(directive -> directive.matches("s-maxage=\\d{1,9}")).findFirst()
                .or(() -> directives.stream().filter(directive -> directive.matches("max-age=\\d{1,9}")).findFirst())
                .map(directive -> Duration.ofSeconds(Long.parseLong(directive.substring(directive.indexOf('=') + 1))))
                .orElse(Duration.ZERO);
    }

    private static boolean variesHarmlessly(HttpHeaders answer) {
        return answer.getVary().stream().map(name -> name.toLowerCase(Locale.ROOT))
                .allMatch(HARMLESS_TO_VARY_BY::contains);
    }
}
