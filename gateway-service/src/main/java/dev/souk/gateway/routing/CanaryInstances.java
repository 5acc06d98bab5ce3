package dev.souk.gateway.routing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.settings.Canary;
import dev.souk.gateway.settings.LiveSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/**
 * Sends some callers to the canaries of a service and all others past them. The same caller always goes the same way, and
 * one who goes to the canary at a weight still does at a higher one. When a side has no instance the other one serves all.
 */
final class CanaryInstances extends DelegatingServiceInstanceListSupplier {

    private static final Canary NONE = new Canary(0, null, null);

    private final LiveSettings settings;

    CanaryInstances(ServiceInstanceListSupplier all, LiveSettings settings) {
        super(all);
        this.settings = settings;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return delegate.get();
    }

    @Override
    public Flux<List<ServiceInstance>> get(Request request) {
        Canary canary = settings.current().canary().getOrDefault(getServiceId(), NONE);
        return delegate.get(request).map(instances -> side(instances, canary, request));
    }

    private List<ServiceInstance> side(List<ServiceInstance> instances, Canary canary, Request<?> request) {
        Predicate<ServiceInstance> isCanary = instance -> isCanary(instance, canary.version());
        if (instances.stream().noneMatch(isCanary) || instances.stream().allMatch(isCanary)) {
            return instances;
        }
        return instances.stream().filter(goesToCanary(canary, request) ? isCanary : isCanary.negate()).toList();
    }

    private static boolean isCanary(ServiceInstance instance, @Nullable String version) {
        Map<String, String> metadata = Objects.requireNonNullElse(instance.getMetadata(), Map.of());
        return version == null ? "true".equals(metadata.get("canary")) : version.equals(metadata.get("version"));
    }

    private boolean goesToCanary(Canary canary, Request<?> request) {
        if (!(request.getContext() instanceof ServerWebExchange exchange)) {
            return false;
        }
        Optional<String> wish = Optional.ofNullable(canary.header()).map(exchange.getRequest().getHeaders()::getFirst);
        return wish.map(Boolean::parseBoolean).orElseGet(() -> place(exchange) < canary.weight());
    }

    /** From 0 to 99. Differs from service to service, or the same users would be the first ones every time. */
    private int place(ServerWebExchange exchange) {
        String caller = Caller.in(exchange.getAttributes()).map(Caller::name).orElse("");
        return Math.floorMod((getServiceId() + ":" + caller).hashCode(), 100);
    }
}
