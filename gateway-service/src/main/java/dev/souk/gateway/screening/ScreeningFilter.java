package dev.souk.gateway.screening;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.souk.gateway.client.ClientAddress;
import dev.souk.gateway.filter.EdgeFilter;
import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.problem.TraceId;
import dev.souk.gateway.settings.EdgeSettings;
import dev.souk.gateway.settings.LiveSettings;
import dev.souk.gateway.settings.Screening.Mode;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Looks at the address, the headers and the kind of body of each request. Bodies are not read: people may write
 * {@code select} and {@code <3} in a review. Addresses that can be read in two ways, too many headers, other kinds of body and
 * clients on the deny list are refused always; what only looks like an attack is refused or reported, as the live setting
 * says, and counted in {@code souk.edge.screening} either way.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class ScreeningFilter implements EdgeFilter {

    private static final Logger log = LoggerFactory.getLogger(ScreeningFilter.class);
    private static final int MAX_HEADERS = 64;
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
            HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** Of a form that HTTP fixes, often with quotes, or of proxies and browsers. Of cookies only one of our own making is read. */
    private static final Set<String> HEADERS_OF_HTTP = Set.of("authorization", "accept", "accept-encoding",
            "accept-language", "baggage", "cache-control", "connection", "content-disposition", "content-length",
            "content-type", "cookie", "date", "forwarded", "host", "if-match", "if-modified-since", "if-none-match",
            "if-range", "link", "prefer", "priority", "tracestate", "user-agent", "via");

    private static final List<MediaType> BODIES = List.of(MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA,
            MediaType.valueOf("application/*+json"), MediaType.APPLICATION_OCTET_STREAM,
            MediaType.APPLICATION_FORM_URLENCODED);

    private final LiveSettings settings;
    private final ClientAddress clientAddress;
    private final Problems problems;
    private final MeterRegistry meters;

    ScreeningFilter(LiveSettings settings, ClientAddress clientAddress, Problems problems, MeterRegistry meters) {
        this.settings = settings;
        this.clientAddress = clientAddress;
        this.problems = problems;
        this.meters = meters;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        EdgeSettings inForce = settings.current();
        ServerHttpRequest request = exchange.getRequest();
        if (!inForce.addresses().admit(clientAddress.of(exchange))) {
            return refuse(exchange, Refusal.FORBIDDEN, "address");
        }
        Set<Map.Entry<String, List<String>>> headers = request.getHeaders().headerSet();
        if (headers.size() > MAX_HEADERS) {
            return refuse(exchange, Refusal.HEADERS_TOO_LARGE, "headers");
        }
        String rawQuery = Objects.requireNonNullElse(request.getURI().getRawQuery(), "");
        Optional<String> query = Spelling.decoded(rawQuery);
        if (!METHODS.contains(request.getMethod()) || Spelling.isAmbiguous(request.getURI().getRawPath())
                || !Spelling.isAscii(rawQuery) || query.isEmpty() || !arePrintable(headers)) {
            return refuse(exchange, Refusal.INVALID_REQUEST, "spelling");
        }
        if (!isBodyOfAKnownKind(request.getHeaders())) {
            return refuse(exchange, Refusal.UNSUPPORTED_MEDIA_TYPE, "content-type");
        }
        Optional<Probe> probe = Probe.in(request.getURI().getPath()).or(() -> Probe.in(query.get()))
                .or(() -> probeIn(headers));
        if (probe.isEmpty()) {
            return chain.filter(exchange);
        }
        boolean blocked = inForce.screening().mode() == Mode.BLOCK;
        report(exchange, probe.get(), blocked);
        return blocked ? problems.answer(exchange, Refusal.LOOKS_LIKE_AN_ATTACK) : chain.filter(exchange);
    }

    private static boolean arePrintable(Set<Map.Entry<String, List<String>>> headers) {
        for (Map.Entry<String, List<String>> header : headers) {
            for (String value : header.getValue()) {
                if (!Spelling.isPrintable(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isBodyOfAKnownKind(HttpHeaders headers) {
        String given = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        if (given == null) {
            return true; // whether one is needed is the service's matter
        }
        try {
            MediaType type = MediaType.parseMediaType(given);
            return BODIES.stream().anyMatch(known -> known.includes(type));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Optional<Probe> probeIn(Set<Map.Entry<String, List<String>>> headers) {
        for (Map.Entry<String, List<String>> header : headers) {
            if (isScreened(header.getKey().toLowerCase(Locale.ROOT))) {
                for (String value : header.getValue()) {
                    Optional<Probe> probe = Probe.in(value);
                    if (probe.isPresent()) {
                        return probe;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isScreened(String header) {
        return !HEADERS_OF_HTTP.contains(header) && !header.startsWith("sec-") && !header.startsWith("x-forwarded-");
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Refusal refusal, String reason) {
        count(reason, true);
        return problems.answer(exchange, refusal);
    }

    private void report(ServerWebExchange exchange, Probe probe, boolean blocked) {
        count(probe.name(), blocked);
        log.atWarn().addKeyValue("traceId", TraceId.of(exchange))
                .addKeyValue("client.address", clientAddress.of(exchange).getHostAddress())
                .addKeyValue("souk.probe", probe.name()).addKeyValue("souk.blocked", blocked)
                .log("A request looks like an attack");
    }

    private void count(String reason, boolean blocked) {
        meters.counter("souk.edge.screening", "reason", reason, "blocked", String.valueOf(blocked)).increment();
    }
}
