package dev.souk.common.web.client;

import feign.RequestInterceptor;
import feign.RequestTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Sends the caller's own token along, so that the other service decides for the same person. Choose it per client:
 * {@code @FeignClient(name = "user-service", configuration = RelayUserToken.class)}.
 */
public final class RelayUserToken implements RequestInterceptor {

    /** Without a token in the current request the call goes out without one, and the other side decides. */
    @Override
    public void apply(RequestTemplate request) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + caller.getToken().getTokenValue());
        }
    }
}
