package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** The service behind all proxies: a Reactor Netty server in a process of its own. It also publishes the key of the tokens. */
final class Upstream {

    static final String KEYS = "/.well-known/jwks.json";

    private static final String AFTER = "?after=";

    private Upstream() {
    }

    /** Arguments: the port and the key set to publish. */
    public static void main(String[] arguments) {
        byte[] order = Payload.json();
        byte[] keys = arguments[1].getBytes(StandardCharsets.UTF_8);
        HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0]))
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .handle((request, response) -> thoughtOver(request.uri(),
                        json(response, request.uri().equals(KEYS) ? keys : order)))
                .bindNow().onDispose().block();
    }

    /** The end of an address whose answer takes so long. */
    static String thinking(Duration time) {
        return time.isZero() ? "" : AFTER + time.toMillis();
    }

    private static Mono<Void> thoughtOver(String uri, Mono<Void> answer) {
        int after = uri.indexOf(AFTER);
        return after < 0
                ? answer
                : Mono.delay(Duration.ofMillis(Long.parseLong(uri.substring(after + AFTER.length())))).then(answer);
    }

    private static Mono<Void> json(HttpServerResponse response, byte[] body) {
        return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(body.length))
                .sendByteArray(Mono.just(body)).then();
    }
}
