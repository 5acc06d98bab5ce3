package dev.souk.common.web.security;

import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Makes decoders that share one cache of the issuer's keys. */
final class TokenVerification {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);
    private static final int CONNECT_TIMEOUT_MS = 500;
    private static final int READ_TIMEOUT_MS = 2_000;
    private static final int LARGEST_KEY_SET_BYTES = 100_000;
    private static final Duration KEYS_CACHED_FOR = Duration.ofMinutes(5);
    /** Known keys outlive an issuer that is down, so that one dead service does not sign everybody out. */
    private static final Duration KEYS_OUTLIVE_OUTAGE_FOR = Duration.ofHours(4);
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(1);

    private final String issuer;
    private final JWKSource<SecurityContext> keys;

    TokenVerification(SecurityProperties properties) {
        this.issuer = properties.issuer();
        this.keys = keysOf(properties);
    }

    JwtDecoder ofPeople(String audience) {
        return decoder(audience, new JwtClaimValidator<String>(JwtClaimNames.SUB, TokenVerification::isUuid));
    }

    JwtDecoder ofServices(String audience) {
        return decoder(audience, new JwtClaimValidator<String>(JwtClaimNames.SUB, service -> service != null));
    }

    private JwtDecoder decoder(String audience, OAuth2TokenValidator<Jwt> subject) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.RS256).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, end -> end != null),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD,
                        audiences -> audiences != null && audiences.contains(audience)),
                subject));
        return decoder;
    }

    private static JWKSource<SecurityContext> keysOf(SecurityProperties properties) {
        try {
            JWKSource<SecurityContext> source = JWKSourceBuilder
                    .create(properties.jwkSetUri().toURL(), new DefaultResourceRetriever(CONNECT_TIMEOUT_MS,
                            READ_TIMEOUT_MS, LARGEST_KEY_SET_BYTES))
                    .cache(KEYS_CACHED_FOR.toMillis(), CONNECT_TIMEOUT_MS + READ_TIMEOUT_MS)
                    .rateLimited(ASKED_AGAIN_AFTER.toMillis())
                    .outageTolerant(KEYS_OUTLIVE_OUTAGE_FOR.toMillis())
                    .build();
            return (wanted, context) -> keysOf(source, wanted, context);
        } catch (MalformedURLException | IllegalArgumentException notAnAddress) {
            throw new IllegalStateException("souk.security.jwk-set-uri must be an http or https address, but is "
                    + properties.jwkSetUri(), notAnAddress);
        }
    }

    /**
     * Made-up key ids use up how often the issuer may be asked. That is no outage: as long as its keys are known, a key that
     * is not among them is unknown.
     */
    private static List<JWK> keysOf(JWKSource<SecurityContext> source, JWKSelector wanted, SecurityContext context)
            throws KeySourceException {
        try {
            return source.get(wanted, context);
        } catch (RateLimitReachedException askedTooOften) {
            JWKSetSource<SecurityContext> known = ((JWKSetBasedJWKSource<SecurityContext>) source).getJWKSetSource();
            return wanted.select(known.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), System.currentTimeMillis(),
                    context));
        }
    }

    private static boolean isUuid(@Nullable String subject) {
        try {
            return subject != null && UUID.fromString(subject).toString().equalsIgnoreCase(subject);
        } catch (IllegalArgumentException notAUuid) {
            return false;
        }
    }
}
