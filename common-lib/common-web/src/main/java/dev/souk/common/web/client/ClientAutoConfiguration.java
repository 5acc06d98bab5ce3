package dev.souk.common.web.client;

import java.net.http.HttpClient;
import java.time.Clock;

import feign.Retryer;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalancerInterceptor;
import org.springframework.cloud.openfeign.FeignAutoConfiguration;
import org.springframework.cloud.openfeign.support.FeignHttpMessageConverters;
import org.springframework.cloud.openfeign.support.HttpMessageConverterCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

@AutoConfiguration(before = FeignAutoConfiguration.class, after = MicrometerTracingAutoConfiguration.class)
@EnableConfigurationProperties(ServiceTokenProperties.class)
class ClientAutoConfiguration {

    @Bean
    SentinelCircuitBreakers sentinelCircuitBreakers() {
        return new SentinelCircuitBreakers();
    }

    @Bean
    @ConditionalOnMissingBean
    Retryer idempotentRetry() {
        return new IdempotentRetry();
    }

    /**
     * Filled before the first call. Feign's own is filled by it, and whoever calls meanwhile finds it empty and fails
     * (spring-cloud-openfeign 5.0.2).
     */
    @Bean
    FeignHttpMessageConverters feignHttpMessageConverters(
            ObjectProvider<ClientHttpMessageConvertersCustomizer> customizers,
            ObjectProvider<HttpMessageConverterCustomizer> ofFeign) {
        FeignHttpMessageConverters converters = new FeignHttpMessageConverters(customizers, ofFeign);
        converters.getConverters();
        return converters;
    }

    @Bean
    DependencyProblems dependencyProblems() {
        return new DependencyProblems();
    }

    @Bean
    ServiceTokens serviceTokens(ServiceTokenProperties properties, @Value("${spring.application.name}") String service,
            LoadBalancerInterceptor loadBalancer, Clock clock) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(properties.connectTimeout()).build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(properties.readTimeout());
        RestClient issuer = RestClient.builder()
                .baseUrl(properties.uri())
                .requestFactory(requests)
                .requestInterceptor(loadBalancer)
                .defaultHeaders(headers -> headers.setBasicAuth(service, properties.secret()))
                .build();
        return new ServiceTokens(issuer, clock);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean({Tracer.class, Propagator.class})
    static class WithTracing {

        @Bean
        RelayTrace relayTrace(Tracer tracer, Propagator propagator) {
            return new RelayTrace(tracer, propagator);
        }
    }
}
