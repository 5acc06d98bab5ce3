package dev.souk.gateway.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWKSet;
import dev.souk.gateway.redis.RedisLink;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import org.redisson.api.RedissonClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);
    private static final int KEYS_CONNECT_TIMEOUT_MS = 500;
    private static final Duration KEYS_RESPONSE_TIMEOUT = Duration.ofSeconds(2);

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

    private static ReactiveJwtDecoder verification(TokenProperties properties, Clock clock) {
        SigningKeys keys = new SigningKeys(publishedKeys(properties.jwkSetUri()), clock);
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of)
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtClaimValidator<Object>(JwtClaimNames.SUB, Objects::nonNull),
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
