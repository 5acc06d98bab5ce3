package dev.souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class KnownInstancesTests {

    private static final List<ServiceInstance> ONE = List
            .of(new DefaultServiceInstance("orders-1", "orders", "127.0.0.1", 1, false));

    private final AtomicInteger questions = new AtomicInteger();
    private final Sinks.One<List<ServiceInstance>> answer = Sinks.one();

    @Test
    void whoAsksWhileAnotherWaitsGetsTheSameAnswer() {
        KnownInstances known = new KnownInstances(discovery(), Duration.ofMinutes(1), Clock.systemUTC());
        List<List<ServiceInstance>> heard = new ArrayList<>();
        known.get().subscribe(heard::add);
        known.get().subscribe(heard::add);

        answer.tryEmitValue(ONE);
        known.get().subscribe(heard::add);

        assertThat(heard).containsExactly(ONE, ONE, ONE);
        assertThat(questions).hasValue(1);
    }

    @Test
    void anEmptyAnswerIsAskedForAgain() {
        KnownInstances known = new KnownInstances(discovery(), Duration.ofMinutes(1), Clock.systemUTC());
        answer.tryEmitValue(List.of());

        known.get().blockLast();
        known.get().blockLast();

        assertThat(questions).hasValue(2);
    }

    private ServiceInstanceListSupplier discovery() {
        return new ServiceInstanceListSupplier() {

            @Override
            public String getServiceId() {
                return "orders";
            }

            @Override
            public Flux<List<ServiceInstance>> get() {
                return answer.asMono().doOnSubscribe(asked -> questions.incrementAndGet()).flux();
            }
        };
    }
}
