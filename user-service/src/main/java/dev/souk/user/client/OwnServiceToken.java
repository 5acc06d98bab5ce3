package dev.souk.user.client;

import dev.souk.user.token.AccessTokens;
import feign.RequestInterceptor;
import feign.RequestTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;

/** Sends this service's own token along. It need not ask anybody for it: it signs the tokens of all services. */
final class OwnServiceToken implements RequestInterceptor {

    private final AccessTokens tokens;
    private final String service;

    OwnServiceToken(AccessTokens tokens, @Value("${spring.application.name}") String service) {
        this.tokens = tokens;
        this.service = service;
    }

    @Override
    public void apply(RequestTemplate request) {
        request.header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.forService(service).value());
    }
}
