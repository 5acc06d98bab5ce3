package dev.souk.gateway.routing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Remembers the instances of one service for a short while, in a field: Spring's cache of them is a long chain of publishers to
 * look into. A list without instances is not remembered.
 */
final class KnownInstances extends DelegatingServiceInstanceListSupplier {

    private record Known(List<ServiceInstance> instances, long untilMs) {}

    private final Duration life;
    private final Clock clock;
    private final AtomicReference<@Nullable Mono<List<ServiceInstance>>> asking = new AtomicReference<>();
    private volatile Known known = new Known(List.of(), 0);

    KnownInstances(ServiceInstanceListSupplier discovered, Duration life, Clock clock) {
        super(discovered);
        this.life = life;
        this.clock = clock;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        Known current = known;
        return clock.millis() < current.untilMs() && !current.instances().isEmpty()
                ? Flux.just(current.instances())
                : Objects.requireNonNull(asking.updateAndGet(asked -> asked == null ? ask() : asked)).flux();
    }

    /** All who ask meanwhile wait for the same answer. */
    private Mono<List<ServiceInstance>> ask() {
        return delegate.get().next().doOnNext(found -> known = new Known(found, clock.millis() + life.toMillis()))
                .doFinally(end -> asking.set(null)).cache();
    }
}
