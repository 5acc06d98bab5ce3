package dev.souk.gateway.access;

import java.util.concurrent.atomic.AtomicLong;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Knows how much of its body was written, before compression. */
final class CountedResponse extends ServerHttpResponseDecorator {

    private final AtomicLong bytes = new AtomicLong();

    CountedResponse(ServerHttpResponse response) {
        super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        // a single part stays one: its length is sent then
        return super.writeWith(body instanceof Mono<? extends DataBuffer> single
                ? single.doOnNext(this::count)
                : Flux.from(body).doOnNext(this::count));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return super.writeAndFlushWith(Flux.from(body).map(parts -> Flux.from(parts).doOnNext(this::count)));
    }

    long bytes() {
        return bytes.get();
    }

    private void count(DataBuffer part) {
        bytes.addAndGet(part.readableByteCount());
    }
}
