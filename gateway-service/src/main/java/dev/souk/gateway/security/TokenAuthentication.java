package dev.souk.gateway.security;

import java.util.List;
import java.util.Optional;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ClientAddress;
import dev.souk.gateway.limits.CallerLimits;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds out whose token a request carries. A token that is not known yet is counted for the address that it comes from
 * before its signature is checked, so that nobody makes us check invented ones as fast as he likes; so is a bad one.
 * An honest client shows a new token every ten minutes.
 */
final class TokenAuthentication implements ReactiveAuthenticationManagerResolver<ServerWebExchange> {

    private static final String COUNTED = TokenAuthentication.class.getName();

    private final VerifiedTokens tokens;
    private final ReactiveAuthenticationManager verification;
    private final CallerLimits limits;
    private final ClientAddress address;

    TokenAuthentication(VerifiedTokens tokens, CallerLimits limits, ClientAddress address) {
        this.tokens = tokens;
        JwtReactiveAuthenticationManager manager = new JwtReactiveAuthenticationManager(tokens);
        manager.setJwtAuthenticationConverter(token -> Mono.just(personOf(token)));
        this.verification = manager;
        this.limits = limits;
        this.address = address;
    }

    @Override
    public Mono<ReactiveAuthenticationManager> resolve(ServerWebExchange exchange) {
        return Mono.just(token -> authenticate(exchange, token));
    }

    /** Once for each request. */
    Mono<Void> count(ServerWebExchange exchange) {
        return exchange.getAttributes().put(COUNTED, true) == null
                ? limits.admit(exchange, Caller.at(address.of(exchange)))
                : Mono.empty();
    }

    private Mono<Authentication> authenticate(ServerWebExchange exchange, Authentication bearer) {
        try {
            Optional<Jwt> known = tokens.remembered(((BearerTokenAuthenticationToken) bearer).getToken());
            return known.isPresent()
                    ? Mono.just(personOf(known.get()))
                    : count(exchange).then(Mono.defer(() -> verification.authenticate(bearer)));
        } catch (BadJwtException ended) {
            return Mono.error(new InvalidBearerTokenException(String.valueOf(ended.getMessage()), ended));
        }
    }

    /** What he may do is decided by each service, from his token. */
    private static JwtAuthenticationToken personOf(Jwt token) {
        return new JwtAuthenticationToken(token, List.of());
    }
}
