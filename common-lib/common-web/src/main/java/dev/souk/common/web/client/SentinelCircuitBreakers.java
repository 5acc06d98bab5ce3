package dev.souk.common.web.client;

import java.lang.reflect.Method;
import java.util.function.Function;

import feign.Target;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.ConfigBuilder;
import org.springframework.cloud.openfeign.CircuitBreakerNameResolver;

/** Gives each method of each Feign client its breaker. The rules come from Nacos, so there is nothing to configure here. */
final class SentinelCircuitBreakers
        extends
            CircuitBreakerFactory<SentinelCircuitBreakers.NoSettings, SentinelCircuitBreakers.NoSettings>
        implements
            CircuitBreakerNameResolver {

    private static final String SEPARATOR = "#";

    record NoSettings() implements ConfigBuilder<NoSettings> {

        @Override
        public NoSettings build() {
            return this;
        }
    }

    @Override
    public String resolveCircuitBreakerName(String feignClientName, Target<?> target, Method method) {
        return target.name() + SEPARATOR + method.getName();
    }

    @Override
    public CircuitBreaker create(String resource) {
        return new SentinelCircuitBreaker(resource, resource.split(SEPARATOR, 2)[0]);
    }

    @Override
    protected NoSettings configBuilder(String resource) {
        return new NoSettings();
    }

    @Override
    public void configureDefault(Function<String, NoSettings> settings) {
        // Sentinel is configured by its rules
    }
}
