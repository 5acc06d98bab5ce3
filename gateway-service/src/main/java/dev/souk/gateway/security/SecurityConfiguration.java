package dev.souk.gateway.security;

import java.time.Duration;
import java.util.Collection;

import dev.souk.gateway.problem.Problems;
import dev.souk.gateway.problem.Refusal;
import io.netty.channel.ChannelOption;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
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
import org.springframework.web.reactive.function.client.WebClient;
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
    SecurityWebFilterChain security(ServerHttpSecurity http, ServerAuthenticationEntryPoint unauthenticated) {
        return http
                .csrf(ServerHttpSecurity.CsrfSpec::disable) // no cookie authenticates anybody
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(unauthenticated))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(unauthenticated)
                        .jwt(jwt -> {}))
                .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
                .build();
    }

    /** Keys are fetched when a token names one that is not known, and kept. */
    @Bean
    ReactiveJwtDecoder tokens(TokenProperties properties) {
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder
                .withJwkSetUri(properties.jwkSetUri().toString())
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .webClient(keyClient())
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, end -> end != null),
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD,
                        audiences -> audiences != null && audiences.contains(properties.audience()))));
        return decoder;
    }

    @Bean
    ServerAuthenticationEntryPoint unauthenticated(Problems problems) {
        return (exchange, refusal) -> {
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            return problems.answer(exchange, Refusal.UNAUTHENTICATED);
        };
    }

    /** Encoded slashes, dot segments and the like: what a service might read as another path than we did. */
    @Bean
    ServerExchangeRejectedHandler suspiciousAddress(Problems problems) {
        return (exchange, rejection) -> problems.answer(exchange, Refusal.INVALID_REQUEST);
    }

    private static WebClient keyClient() {
        HttpClient http = HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, KEYS_CONNECT_TIMEOUT_MS)
                .responseTimeout(KEYS_RESPONSE_TIMEOUT);
        return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
    }
}
