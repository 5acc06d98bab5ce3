package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** The service behind all proxies: a Reactor Netty server in a process of its own. It also publishes the key of the tokens. */
final class Upstream {

    static final String KEYS = "/.well-known/jwks.json";

    private Upstream() {
    }

    /** Arguments: the port and the key set to publish. */
    public static void main(String[] arguments) {
        byte[] order = Payload.json();
        byte[] keys = arguments[1].getBytes(StandardCharsets.UTF_8);
        HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0]))
                .handle((request, response) -> json(response, request.uri().equals(KEYS) ? keys : order))
                .bindNow().onDispose().block();
    }

    private static Mono<Void> json(HttpServerResponse response, byte[] body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length))
                .sendByteArray(Mono.just(body)).then();
    }
}
