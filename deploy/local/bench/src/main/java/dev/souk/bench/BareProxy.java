package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** The least that a proxy on Reactor Netty can do: pass on method, path, headers and body, and the answer. */
final class BareProxy {

    private BareProxy() {
    }

    /** Arguments: the port, and the port of the service behind. */
    public static void main(String[] arguments) {
        HttpClient behind = HttpClient.create().host("127.0.0.1").port(Integer.parseInt(arguments[1]));
        HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0]))
                .handle((request, response) -> behind
                        .headers(headers -> headers.set(request.requestHeaders()).remove(HttpHeaderNames.HOST))
                        .request(request.method()).uri(request.uri())
                        .send(request.receive().retain())
                        .response((answer, body) -> response.status(answer.status()).headers(answer.responseHeaders())
                                .send(body.retain())))
                .bindNow().onDispose().block();
    }
}
