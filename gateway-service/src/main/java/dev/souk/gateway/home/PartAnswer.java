package dev.souk.gateway.home;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer that is kept here instead of being sent to the client. Its body is bounded: more is an error, and released. */
final class PartAnswer extends AbstractServerHttpResponse {

    private final int largestBytes;
    private byte[] body = {};

    PartAnswer(DataBufferFactory buffers, int largestBytes) {
        super(buffers, new HttpHeaders());
        this.largestBytes = largestBytes;
    }

    byte[] body() {
        return body;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Spring's signature
    public <T> T getNativeResponse() {
        throw new IllegalStateException("There is no connection behind a part of a page");
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> parts) {
        return DataBufferUtils.join(parts, largestBytes).doOnNext(whole -> {
            body = new byte[whole.readableByteCount()];
            whole.read(body);
            DataBufferUtils.release(whole);
        }).then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> parts) {
        return writeWithInternal(Flux.from(parts).concatMap(part -> part));
    }

    @Override
    protected void applyStatusCode() {
    }

    @Override
    protected void applyHeaders() {
    }

    @Override
    protected void applyCookies() {
    }
}
