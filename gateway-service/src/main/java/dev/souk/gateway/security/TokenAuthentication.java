package dev.souk.gateway.security;

import java.util.Optional;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ClientAddress;
import dev.souk.gateway.client.ConnectionThread;
import dev.souk.gateway.filter.EdgeFilter;
import dev.souk.gateway.limits.CallerLimits;
import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.problem.Refused;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds out whose token a request carries. A token that is sent must be good, on every path; whether one is needed at all is
 * decided after routing by {@link TokenRequired}, so that an address that does not exist is 404 for everybody.
 *
 * <p>A token that is not known yet is counted for the address that it comes from before its signature is checked, so that
 * nobody makes us check invented ones as fast as he likes; so is a bad one. An honest client shows a new token every ten
 * minutes. What a caller may do is decided by each service, from his token.
 */
@Component
@Order(-100)
final class TokenAuthentication implements EdgeFilter {

    private final VerifiedTokens tokens;
    private final CallerLimits limits;
    private final ClientAddress address;
    private final Problems problems;

    TokenAuthentication(VerifiedTokens tokens, CallerLimits limits, ClientAddress address, Problems problems) {
        this.tokens = tokens;
        this.limits = limits;
        this.address = address;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1) {
            return problems.answer(exchange, Refusal.INVALID_REQUEST); // the service could believe the other one
        }
        String token = BearerToken.in(exchange.getRequest().getHeaders());
        if (token == null) {
            return chain.filter(exchange);
        }
        try {
            Optional<Jwt> known = tokens.remembered(token);
            if (known.isPresent()) {
                return goOn(exchange, chain, known.get());
            }
        } catch (BadJwtException ended) {
            return count(exchange).then(refuse(exchange));
        }
        return BearerToken.isWellFormed(token)
                ? verify(exchange, chain, token)
                : count(exchange).then(refuse(exchange));
    }

    private Mono<Void> verify(ServerWebExchange exchange, WebFilterChain chain, String token) {
        Mono<Optional<Jwt>> verified = tokens.decode(token).map(Optional::of)
                .onErrorResume(BadJwtException.class, bad -> Mono.just(Optional.empty()))
                .onErrorMap(JwtException.class, keysOutOfReach -> new Refused(Refusal.UNAVAILABLE));
        return count(exchange).then(verified).publishOn(ConnectionThread.of(exchange.getRequest()))
                .flatMap(good -> good.isPresent() ? goOn(exchange, chain, good.get()) : refuse(exchange));
    }

    private static Mono<Void> goOn(ServerWebExchange exchange, WebFilterChain chain, Jwt token) {
        Caller.user(token.getSubject()).putInto(exchange);
        return chain.filter(exchange);
    }

    private Mono<Void> count(ServerWebExchange exchange) {
        return limits.admit(exchange, Caller.at(address.of(exchange)));
    }

    private Mono<Void> refuse(ServerWebExchange exchange) {
        return Mono.defer(() -> {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            return problems.answer(exchange, Refusal.UNAUTHENTICATED);
        });
    }
}
