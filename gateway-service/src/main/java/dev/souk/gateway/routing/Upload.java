package dev.souk.gateway.routing;

import java.time.Duration;

import dev.souk.gateway.problem.BrokenRequest;
import dev.souk.gateway.problem.Refused;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The body of a request on its way to a service. What goes wrong with it is the client's failure: a {@link BrokenRequest}. A
 * service's time to answer begins when it has the whole body.
 */
final class Upload {

    /** So long may a client send nothing. */
    private static final Duration STILL = Duration.ofSeconds(10);

    private final ServerHttpRequest request;
    private final Scheduler timer;
    private final boolean expected;
    private final Sinks.Empty<Void> sent = Sinks.empty();
    private volatile boolean begun;
    private volatile long sentAt;

    Upload(ServerHttpRequest request, Scheduler timer) {
        this.request = request;
        this.timer = timer;
        this.expected = hasBody(request);
    }

    static boolean hasBody(ServerHttpRequest request) {
        return request.getHeaders().getContentLength() > 0
                || request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    boolean isExpected() {
        return expected;
    }

    Flux<DataBuffer> parts() {
        begun = true;
        return request.getBody().timeout(STILL, timer).doOnComplete(this::end)
                .onErrorMap(failure -> !(failure instanceof Refused), BrokenRequest::new);
    }

    private void end() {
        sentAt = System.nanoTime();
        sent.tryEmitEmpty();
    }

    /** Gives a signal when the body has been sent for so long; at once after that time when it was never asked for. */
    Mono<Long> sentFor(Duration limit) {
        Mono<Long> over = Mono.delay(limit, timer);
        return expected ? over.flatMap(tick -> begun ? rest(limit) : Mono.just(tick)) : over;
    }

    private Mono<Long> rest(Duration limit) {
        return sent.asMono().then(Mono.defer(() -> {
            Duration waited = Duration.ofNanos(System.nanoTime() - sentAt);
            return waited.compareTo(limit) < 0 ? Mono.delay(limit.minus(waited), timer) : Mono.just(0L);
        }));
    }
}
