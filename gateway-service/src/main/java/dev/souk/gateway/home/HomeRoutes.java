package dev.souk.gateway.home;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class HomeRoutes {

    /** The management port would offer it, too, and look at no token. */
    @Bean
    RouterFunction<ServerResponse> home(HomePage page, ApplicationContext edge) {
        return RouterFunctions.route()
                .GET("/api/v1/home", request -> request.exchange().getApplicationContext() == edge, page::show)
                .build();
    }
}
