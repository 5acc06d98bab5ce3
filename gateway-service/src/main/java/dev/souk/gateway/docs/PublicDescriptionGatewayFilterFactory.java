package dev.souk.gateway.docs;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.rewrite.ModifyResponseBodyGatewayFilterFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The filter {@code PublicDescription} of a route: makes of a service's OpenAPI description one of what the edge offers. Its
 * server is the edge, and what cannot be called through the edge is left out.
 */
@Component
final class PublicDescriptionGatewayFilterFactory extends AbstractGatewayFilterFactory<Object> {

    private static final String PUBLIC = "/api/";

    private final ModifyResponseBodyGatewayFilterFactory rewriting;
    private final JsonMapper json;

    PublicDescriptionGatewayFilterFactory(ModifyResponseBodyGatewayFilterFactory rewriting, JsonMapper json) {
        super(Object.class);
        this.rewriting = rewriting;
        this.json = json;
    }

    @Override
    public GatewayFilter apply(Object config) {
        return rewriting.apply(new ModifyResponseBodyGatewayFilterFactory.Config()
                .setRewriteFunction(String.class, String.class, this::publicPart));
    }

    private Publisher<String> publicPart(ServerWebExchange exchange, @Nullable String description) {
        return Mono.justOrEmpty(description).map(this::publicPart);
    }

    /** Whatever is no description, like a problem, stays as it is. */
    String publicPart(String description) {
        JsonNode read;
        try {
            read = json.readTree(description);
        } catch (JacksonException noJson) {
            return description;
        }
        if (!(read instanceof ObjectNode whole) || !(whole.get("paths") instanceof ObjectNode paths)) {
            return description;
        }
        whole.putArray("servers").addObject().put("url", "/");
        paths.propertyNames().stream().filter(path -> !path.startsWith(PUBLIC)).toList().forEach(paths::remove);
        return json.writeValueAsString(whole);
    }
}
