package dev.souk.gateway.routing;

import java.time.Clock;

import dev.souk.gateway.settings.LiveSettings;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheProperties;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Not a component: the load balancer has a context of its own for each service, in which this lists its instances. */
class InstancesOfOneService {

    @Bean
    ServiceInstanceListSupplier instances(ConfigurableApplicationContext context, LiveSettings settings,
            LoadBalancerCacheProperties cache, Clock clock) {
        return ServiceInstanceListSupplier.builder().withDiscoveryClient()
                .with((ofService, discovered) -> new KnownInstances(discovered, cache.getTtl(), clock))
                .with((ofService, all) -> new CanaryInstances(all, settings))
                .build(context);
    }
}
