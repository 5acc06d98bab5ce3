package dev.souk.gateway.access;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** Knows how much of its body was read. */
final class CountedRequest extends ServerHttpRequestDecorator {

    private final AtomicLong bytes = new AtomicLong();

    CountedRequest(ServerHttpRequest request) {
        super(request);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody().doOnNext(part -> bytes.addAndGet(part.readableByteCount()));
    }

    long bytes() {
        return bytes.get();
    }
}
