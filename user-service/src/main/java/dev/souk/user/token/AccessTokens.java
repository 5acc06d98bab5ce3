package dev.souk.user.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.account.Role;
import dev.souk.user.account.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs access tokens (RS256), for people and for services. */
@Component
public class AccessTokens {

    private static final String FOR_PEOPLE = "souk";
    private static final String FOR_SERVICES = "souk-internal";

    private final SigningKeys keys;
    private final TokenProperties properties;
    private final Clock clock;

    AccessTokens(SigningKeys keys, TokenProperties properties, Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    /** How long a person's token is good at most. */
    public Duration lifetime() {
        return properties.accessLifetime();
    }

    /**
     * @param session becomes the {@code sid}: with the session ends what the token may open
     * @param sessionEnd the token does not outlive it
     */
    public AccessToken forPerson(UserId user, UUID session, Instant sessionEnd, Set<Role> roles) {
        Duration left = Duration.between(clock.instant(), sessionEnd);
        Duration lifetime = left.compareTo(properties.accessLifetime()) < 0 ? left : properties.accessLifetime();
        return signed(lifetime, new JWTClaimsSet.Builder()
                .audience(FOR_PEOPLE)
                .subject(user.toString())
                .claim("sid", session.toString())
                .claim("roles", roles.stream().map(Role::name).sorted().toList()));
    }

    /** Has an audience of its own, so that neither kind of token opens the other's doors. */
    public AccessToken forService(String service) {
        return signed(properties.serviceLifetime(), new JWTClaimsSet.Builder()
                .audience(FOR_SERVICES)
                .subject(service));
    }

    private AccessToken signed(Duration lifetime, JWTClaimsSet.Builder claims) {
        Instant now = clock.instant();
        JWTClaimsSet all = claims.issuer(properties.issuer())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        RSAKey key = keys.current();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT)
                .keyID(key.getKeyID()).build(), all);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The current signing key cannot sign", e);
        }
        return new AccessToken(token.serialize(), lifetime);
    }
}
