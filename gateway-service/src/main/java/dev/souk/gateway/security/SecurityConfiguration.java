package dev.souk.gateway.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import dev.souk.gateway.client.ClientAddress;
import dev.souk.gateway.limits.CallerLimits;
import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import dev.souk.gateway.redis.RedisLink;
import dev.souk.gateway.settings.LiveSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * A token that is sent must be good, on every path. Whether one is needed at all is decided after routing by
 * {@link TokenRequired}, so that an address that does not exist is 404 for everybody.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);
    private static final int KEYS_CONNECT_TIMEOUT_MS = 500;
    private static final Duration KEYS_RESPONSE_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http, ServerAuthenticationEntryPoint unauthenticated,
            TokenAuthentication authentication, LiveSettings settings) {
        return http
                .csrf(ServerHttpSecurity.CsrfSpec::disable) // no cookie authenticates anybody
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .cors(cors -> cors.configurationSource(exchange -> pagesOf(settings.current().corsOrigins())))
                .headers(headers -> headers
                        .contentSecurityPolicy(policy -> policy.policyDirectives(
                                "default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthenticated))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(unauthenticated)
                        .bearerTokenConverter(new BearerTokenConverter()).authenticationManagerResolver(authentication))
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    @Bean
    VerifiedTokens tokens(TokenProperties properties, RevokedSessions revoked, Clock clock, MeterRegistry meters) {
        VerifiedTokens tokens = new VerifiedTokens(verification(properties, clock), revoked, clock,
                properties.remembered());
        Gauge.builder("souk.edge.tokens.remembered", tokens, VerifiedTokens::size)
                .description("Verified tokens in the cache").register(meters);
        return tokens;
    }

    @Bean
    RevokedSessions revokedSessions() {
        return new RevokedSessions(Ticker.systemTicker());
    }

    @Bean("revocations")
    RevocationFeed revocationFeed(RedissonClient redis, RevokedSessions sessions, RedisLink link, Clock clock,
            MeterRegistry meters) {
        return new RevocationFeed(redis, sessions, link, clock, meters);
    }

    @Bean
    TokenAuthentication authentication(VerifiedTokens tokens, CallerLimits limits, ClientAddress address) {
        return new TokenAuthentication(tokens, limits, address);
    }

    /** Each filter of Spring Security would be a span and several meters, which cost more than the filters themselves. */
    @Bean
    SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** A bad token is counted for the address that it comes from, so that nobody can try them as fast as he likes. */
    @Bean
    ServerAuthenticationEntryPoint unauthenticated(Problems problems, TokenAuthentication authentication) {
        return (exchange, refusal) -> authentication.count(exchange).then(Mono.defer(() -> {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            return problems.answer(exchange, Refusal.UNAUTHENTICATED);
        }));
    }

    /** Encoded slashes, dot segments and the like: what a service might read as another path than we did. */
    @Bean
    ServerExchangeRejectedHandler suspiciousAddress(Problems problems) {
        return (exchange, rejection) -> problems.answer(exchange, Refusal.INVALID_REQUEST);
    }

    /** Without credentials of the browser: a page sends its token itself. */
    private static @Nullable CorsConfiguration pagesOf(List<String> origins) {
        if (origins.isEmpty()) {
            return null;
        }
        CorsConfiguration pages = new CorsConfiguration();
        pages.setAllowedOrigins(origins);
        pages.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        pages.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match",
                "Cart-Id", "Device-Token", "Last-Event-ID", "X-Correlation-Id", "traceparent"));
        pages.setExposedHeaders(List.of("ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy",
                "X-Request-Id"));
        pages.setMaxAge(Duration.ofHours(1));
        return pages;
    }

    private static ReactiveJwtDecoder verification(TokenProperties properties, Clock clock) {
        SigningKeys keys = new SigningKeys(publishedKeys(properties.jwkSetUri()), clock);
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, end -> end != null),
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD,
                        audiences -> audiences != null && audiences.contains(properties.audience()))));
        return decoder;
    }

    private static Mono<JWKSet> publishedKeys(URI address) {
        HttpClient http = HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, KEYS_CONNECT_TIMEOUT_MS)
                .responseTimeout(KEYS_RESPONSE_TIMEOUT);
        WebClient client = WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
        return client.get().uri(address).retrieve().bodyToMono(String.class)
                .flatMap(keys -> Mono.fromCallable(() -> JWKSet.parse(keys)));
    }
}
