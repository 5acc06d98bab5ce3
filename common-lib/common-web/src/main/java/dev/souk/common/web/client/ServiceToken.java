package dev.souk.common.web.client;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import org.springframework.http.HttpHeaders;

/**
 * Sends this service's own token along, for calls to {@code /internal/**} that no shopper asked for. Choose it per
 * client: {@code @FeignClient(name = "user-service", configuration = ServiceToken.class)}.
 */
public final class ServiceToken implements RequestInterceptor {

    private final ServiceTokens tokens;

    ServiceToken(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    /** @throws DependencyUnavailable when user-service cannot give a token */
    @Override
    public void apply(RequestTemplate request) {
        request.header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.current());
    }
}
