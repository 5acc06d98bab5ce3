package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Stands before Elasticsearch and writes down what it is asked, byte by byte, to ask the very same again. */
final class SearchRecorder implements AutoCloseable {

    private static final String SEARCH = "/_search";

    private final HttpClient elasticsearch;
    private final DisposableServer server;
    private final List<Bytes> requests = new ArrayList<>();

    SearchRecorder(int elasticsearch) {
        this.elasticsearch = HttpClient.create().host("127.0.0.1").port(elasticsearch);
        this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::passOn).bindNow();
    }

    int port() {
        return server.port();
    }

    /** The searches since the last call, as requests that can be sent. */
    synchronized List<Bytes> takeRequests() {
        List<Bytes> taken = List.copyOf(requests);
        requests.clear();
        return taken;
    }

    private Mono<Void> passOn(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    record(request, new Bytes(body));
                    return elasticsearch
                            .headers(headers -> headers.set(request.requestHeaders()).remove(HttpHeaderNames.HOST)
                                    .remove(HttpHeaderNames.TRANSFER_ENCODING)
                                    .set(HttpHeaderNames.CONTENT_LENGTH, body.length))
                            .request(request.method()).uri(request.uri())
                            .send((sent, out) -> out.sendByteArray(Mono.just(body)))
                            .response((answer, content) -> response.status(answer.status())
                                    .headers(answer.responseHeaders()).send(content.retain()))
                            .then();
                });
    }

    private synchronized void record(HttpServerRequest request, Bytes body) {
        if (request.fullPath().endsWith(SEARCH)) {
            requests.add(Protocol.post(request.uri(), request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE),
                    body));
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
