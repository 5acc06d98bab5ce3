package dev.souk.gateway.docs;

import java.net.URI;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Swagger UI from its WebJar, with a page of ours that knows the services and signs in. */
@Configuration(proxyBeanMethods = false)
class ReferencePages {

    private static final String OWN_SCRIPTS_ONLY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " frame-ancestors 'none'";

    @Bean
    RouterFunction<ServerResponse> reference() {
        return RouterFunctions.route()
                .GET("/docs", request -> ServerResponse.temporaryRedirect(URI.create("/docs/index.html")).build())
                .resources("/docs/ui/**", new ClassPathResource("META-INF/resources/webjars/swagger-ui/5.34.0/"))
                // what the edge answers itself; the descriptions of services are routed
                .resources("/docs/openapi/*", new ClassPathResource("docs/openapi/"))
                .resources("/docs/*", new ClassPathResource("docs/"))
                .before(ReferencePages::allowScripts)
                .build();
    }

    private static ServerRequest allowScripts(ServerRequest request) {
        request.exchange().getResponse().getHeaders().set("Content-Security-Policy", OWN_SCRIPTS_ONLY);
        return request;
    }
}
