package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/**
 * Whoever order-service asks when an order is placed: a catalogue in which every SKU costs the same, and an address book in
 * which everybody has one. It also publishes the key of the tokens.
 */
final class Neighbours {

    private static final String VARIANTS = "/api/v1/products/variants";
    private static final String ADDRESS = """
            {"id": "%s", "recipient": "Ada", "line1": "1 Way", "city": "Basel", "postalCode": "4051", "countryCode": "CH"}""";
    private static final String PRICE = "{\"amount\": 1999, \"currency\": \"USD\"}";

    private Neighbours() {
    }

    /** Arguments: the port and the key set to publish. */
    public static void main(String[] arguments) {
        HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0]))
                .handle((request, response) -> response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .sendByteArray(Mono.just(answer(request.uri(), arguments[1]).getBytes(StandardCharsets.UTF_8))))
                .bindNow().onDispose().block();
    }

    static String answer(String uri, String keys) {
        QueryStringDecoder address = new QueryStringDecoder(uri);
        return switch (address.path()) {
            case Upstream.KEYS -> keys;
            case VARIANTS -> variants(address.parameters().getOrDefault("sku", List.of()));
            default -> ADDRESS.formatted(address.path().substring(address.path().lastIndexOf('/') + 1));
        };
    }

    private static String variants(List<String> skus) {
        return skus.stream().map(sku -> """
                {"sku": "%s", "title": "Mug", "price": %s, "listPrice": %s, "sellable": true}"""
                .formatted(sku, PRICE, PRICE)).collect(Collectors.joining(",", "{\"items\": [", "]}"));
    }
}
