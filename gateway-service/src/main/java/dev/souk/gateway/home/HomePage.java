package dev.souk.gateway.home;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.limits.Deadline;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.problem.Refused;
import dev.souk.gateway.problem.TraceId;
import dev.souk.gateway.routing.Routing;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a shop shows first, in one call. Every part is asked for as if the client did it, through the routes in force: their
 * limits, circuit breakers, retries, canaries and kept answers hold, and the caller's token is relayed. All parts are asked
 * for at once. One that fails, takes too long, is too large or is not what it should be is left out and named in
 * {@code missing}; when there is none at all the answer is 503.
 */
@Component
final class HomePage {

    private static final Logger log = LoggerFactory.getLogger(HomePage.class);

    private final Routing routes;
    private final HomeProperties properties;
    private final JsonMapper json;
    private final MeterRegistry meters;

    HomePage(Routing routes, HomeProperties properties, JsonMapper json, MeterRegistry meters) {
        this.routes = routes;
        this.properties = properties;
        this.json = json;
        this.meters = meters;
    }

    /** @param items nothing when it is missing */
    private record Found(HomePart part, Optional<ArrayNode> items) {}

    Mono<ServerResponse> show(ServerRequest request) {
        boolean signedIn = Caller.isSignedIn(request.exchange());
        return Flux.fromIterable(HomePart.of(signedIn))
                .flatMapSequential(part -> find(request.exchange(), part))
                .collectList()
                .publishOn(ConnectionThread.of(request.exchange().getRequest()))
                .flatMap(found -> page(found, signedIn));
    }

    private Mono<Found> find(ServerWebExchange page, HomePart part) {
        PartExchange exchange = new PartExchange(page, part, (int) properties.maxPartSize().toBytes());
        new Deadline(properties.partTimeout()).putInto(exchange);
        return routes.follow(exchange, Mono::empty)
                .then(Mono.fromCallable(() -> itemsIn(exchange.getResponse())))
                .timeout(properties.partTimeout().plus(Deadline.TO_BE_TOLD))
                .map(items -> new Found(part, Optional.of(items)))
                .onErrorResume(failure -> Mono.fromSupplier(() -> missing(page, part, failure)));
    }

    private ArrayNode itemsIn(PartAnswer answer) throws NotAsExpected {
        if (!HttpStatus.OK.equals(answer.getStatusCode())) {
            throw new NotAsExpected("it was answered with " + answer.getStatusCode());
        }
        try {
            if (json.readTree(answer.body()).get("items") instanceof ArrayNode items) {
                return items;
            }
        } catch (JacksonException noJson) {
            throw new NotAsExpected("it is no JSON: " + noJson.getOriginalMessage());
        }
        throw new NotAsExpected("it has no list of items");
    }

    private Found missing(ServerWebExchange page, HomePart part, Throwable failure) {
        meters.counter("souk.edge.home.missing", "part", part.title()).increment();
        log.atWarn().addKeyValue("traceId", TraceId.of(page))
                .log("The home page goes without its {}: {}", part.title(), failure.toString());
        return new Found(part, Optional.empty());
    }

    private static Mono<ServerResponse> page(List<Found> found, boolean signedIn) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Found one : found) {
            one.items().ifPresentOrElse(items -> parts.put(one.part().title(), items),
                    () -> missing.add(one.part().title()));
        }
        if (parts.isEmpty()) {
            return Mono.error(new Refused(Refusal.UNAVAILABLE));
        }
        Map<String, Object> page = new LinkedHashMap<>(parts);
        page.put("missing", missing);
        return ServerResponse.ok().cacheControl(control(signedIn, missing.isEmpty()))
                .varyBy(HttpHeaders.AUTHORIZATION).bodyValue(page);
    }

    /**
     * It shows prices, so nobody keeps it unasked; what its parts may be kept for, the edge keeps them. A page with a gap is
     * for nobody else, and not for later.
     */
    private static CacheControl control(boolean signedIn, boolean whole) {
        if (signedIn) {
            return CacheControl.noCache().cachePrivate();
        }
        return whole ? CacheControl.noCache().cachePublic() : CacheControl.noStore();
    }

    /** A service answered, but not with what makes a part of the page. */
    private static final class NotAsExpected extends Exception {

        NotAsExpected(String what) {
            super(what, null, false, false);
        }
    }
}
