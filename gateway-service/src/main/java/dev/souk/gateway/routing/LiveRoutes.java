package dev.souk.gateway.routing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import dev.souk.gateway.limits.BodyLimit;
import dev.souk.gateway.limits.DownstreamBreaker;
import dev.souk.gateway.settings.Documents;
import dev.souk.gateway.settings.InvalidDocument;
import dev.souk.gateway.settings.YamlDocument;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.filter.factory.GatewayFilterFactory;
import org.springframework.cloud.gateway.handler.predicate.RoutePredicateFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.filter.FilterDefinition;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionRouteLocator;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * The routes as {@code gateway-service-routes.yml} has them in Nacos, live; until Nacos has answered, those that the program
 * brings along. Every route of a publication is built before any of them takes effect, so that one that cannot be built
 * takes no other away.
 */
@Component
final class LiveRoutes implements RouteLocator, SmartInitializingSingleton {

    private static final Set<String> WITHOUT_EFFECT = Set.of("Weight", "PreserveHostHeader", "SetRequestHostHeader");
    private static final String DATA_ID = "gateway-service-routes.yml";
    private static final Duration BUILDING = Duration.ofSeconds(10);

    private static final String METADATA = "Metadata of a route are " + RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR
            + " (1 to 99999999 milliseconds, or -1 for no limit), " + RouteMetadataUtils.CONNECT_TIMEOUT_ATTR
            + " (1 to 99999999 milliseconds), " + DownstreamBreaker.OF_ROUTE + " (small letters and hyphens) and "
            + BodyLimit.OF_ROUTE
            + " (1 to 999999999 bytes, or as many KB, MB or GB, for example 64MB)";

    /** The document: routes as Spring Cloud Gateway describes them. */
    record Definitions(@DefaultValue List<RouteDefinition> routes) {}

    private final List<GatewayFilterFactory> filters;
    private final List<RoutePredicateFactory> predicates;
    private final GatewayProperties defaults;
    private final ConfigurationService configuration;
    private final Documents documents;
    private final ApplicationEventPublisher events;
    private volatile List<Route> current;

    LiveRoutes(List<GatewayFilterFactory> filters, List<RoutePredicateFactory> predicates, GatewayProperties defaults,
            ConfigurationService configuration, Documents documents, ApplicationEventPublisher events,
            @Value("${souk.edge.routes}") Resource packaged) {
        this.filters = filters;
        this.predicates = predicates;
        this.defaults = defaults;
        this.configuration = configuration;
        this.documents = documents;
        this.events = events;
        this.current = build(YamlDocument.text(packaged));
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.fromIterable(current);
    }

    @Override
    public void afterSingletonsInstantiated() {
        documents.follow(DATA_ID, published -> {
            current = build(published);
            events.publishEvent(new RefreshRoutesEvent(this));
        });
    }

    private List<Route> build(String document) {
        List<RouteDefinition> definitions = YamlDocument.read(document, Definitions.class).routes();
        check(definitions);
        try {
            return Objects.requireNonNull(new RouteDefinitionRouteLocator(() -> Flux.fromIterable(definitions),
                    predicates, filters, defaults, configuration).getRoutes().collectList().block(BUILDING));
        } catch (RuntimeException unbuildable) { // whatever a factory makes of bad arguments
            throw new InvalidDocument(
                    "a route cannot be built: " + NestedExceptionUtils.getMostSpecificCause(unbuildable).getMessage());
        }
    }

    /** Spring would notice at the first request, or never. */
    static void checkMetadata(String route, String name, String value) {
        boolean good = switch (name) {
            case RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR -> value.matches("-1|[1-9]\\d{0,7}");
            case RouteMetadataUtils.CONNECT_TIMEOUT_ATTR -> value.matches("[1-9]\\d{0,7}");
            case DownstreamBreaker.OF_ROUTE -> value.matches("[a-z][a-z-]{0,30}");
            case BodyLimit.OF_ROUTE -> value.matches("[1-9]\\d{0,8}(B|KB|MB|GB)?");
            default -> false;
        };
        if (!good) {
            throw new InvalidDocument("route " + route + " cannot have the metadata " + name + ": " + value + ". "
                    + METADATA);
        }
    }

    /** What Spring would take, but nobody can mean; and what has no effect because {@link Forwarding} asks (ADR 11). */
    private static void check(List<RouteDefinition> definitions) {
        if (definitions.isEmpty()) {
            throw new InvalidDocument("it has no route");
        }
        Set<String> ids = new HashSet<>();
        for (RouteDefinition route : definitions) {
            String id = route.getId();
            if (id == null || !ids.add(id)) {
                throw new InvalidDocument("a route needs an id of its own: " + id);
            }
            if (route.getUri() == null || !route.getUri().toString().matches("(lb:)?[a-z]+://.+")) {
                throw new InvalidDocument("route " + id + " leads nowhere: its uri is " + route.getUri());
            }
            if (route.getPredicates().isEmpty()) {
                throw new InvalidDocument("route " + id + " has no predicate and would take every request");
            }
            Stream.concat(route.getPredicates().stream().map(PredicateDefinition::getName),
                    route.getFilters().stream().map(FilterDefinition::getName))
                    .filter(WITHOUT_EFFECT::contains).findAny().ifPresent(name -> {
                        throw new InvalidDocument("route " + id + " has " + name
                                + ", which has no effect at this edge: "
                                + "canary weights choose between instances, and a service sees its own address as host");
                    });
            route.getMetadata().forEach((name, value) -> checkMetadata(id, name, String.valueOf(value)));
        }
    }
}
