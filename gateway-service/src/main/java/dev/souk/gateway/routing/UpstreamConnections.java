package dev.souk.gateway.routing;

import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

@Configuration(proxyBeanMethods = false)
class UpstreamConnections {

    /** The thread that received a request asks the service, too: nothing is handed over, and nothing waits for a hand-over. */
    @Bean
    HttpClientCustomizer onTheThreadsOfTheServer(ReactorResourceFactory resources) {
        return client -> client.runOn(resources.getLoopResources());
    }
}
