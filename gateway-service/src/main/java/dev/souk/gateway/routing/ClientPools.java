package dev.souk.gateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.stereotype.Component;
import reactor.netty.resources.ConnectionProvider;

/**
 * The gateway's own client, which also forgets instances that are no more: each has a pool of connections for each thread, and
 * where addresses are not used again (on Kubernetes) these would only grow in number.
 */
@Component
final class ClientPools extends HttpClientFactory {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration UNUSED = Duration.ofMinutes(5);

    ClientPools(HttpClientProperties properties, ServerProperties server, HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers) {
        super(properties, server, tls, customizers);
    }

    @Override
    protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
        return Objects.requireNonNull(super.buildConnectionProvider(properties).mutate())
                .disposeInactivePoolsInBackground(LOOK, UNUSED).build();
    }
}
