package dev.souk.user.client;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.user.oidc.Identity;
import dev.souk.user.oidc.OidcProperties;
import dev.souk.user.oidc.SignInRefused;
import dev.souk.user.oidc.SignIns.SignIn;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One provider of OpenID Connect: authorization code with PKCE (OpenID Connect Core 1.0, 3.1; RFC 9700, 2.1). Its settings are read at the
 * first sign-in and kept, its keys for five minutes. What the person at the browser cannot help is logged for the operator.
 */
final class OpenIdProvider {

    private static final Logger log = LoggerFactory.getLogger(OpenIdProvider.class);
    private static final String AGAIN = "The sign-in at the provider did not succeed; begin it again";
    private static final int LARGEST_KEY_SET = 200_000;
    /** Refusals that pass by themselves. */
    private static final Set<Integer> BUSY = Set.of(HttpStatus.REQUEST_TIMEOUT.value(),
            HttpStatus.TOO_MANY_REQUESTS.value());

    private final String name;
    private final OidcProperties.Provider settings;
    private final URI callback;
    private final RestClient http;
    private final Duration patience;
    private volatile @Nullable Endpoints known;

    OpenIdProvider(String name, OidcProperties.Provider settings, URI callback, RestClient http, Duration patience) {
        this.name = name;
        this.settings = settings;
        this.callback = callback;
        this.http = http;
        this.patience = patience;
    }

    URI authorization(SignIn signIn) {
        return UriComponentsBuilder.fromUri(endpoints().authorization())
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{callback}")
                .queryParam("scope", "{scope}")
                .queryParam("state", signIn.state())
                .queryParam("nonce", signIn.nonce())
                .queryParam("code_challenge", signIn.challenge())
                .queryParam("code_challenge_method", "S256")
                .encode()
                .build(settings.clientId(), callback, "openid email profile");
    }

    Identity identity(SignIn signIn, String code) {
        Endpoints endpoints = endpoints();
        Jwt token = verified(idToken(signIn, endpoints, code), endpoints);
        // of this sign-in, and not one that somebody kept from another (3.1.3.7)
        if (!signIn.nonce().equals(token.getClaimAsString("nonce"))) {
            throw new SignInRefused(AGAIN);
        }
        return new Identity(settings.issuer(), token.getSubject(), token.getClaimAsString("email"),
                Boolean.TRUE.equals(token.getClaimAsBoolean("email_verified")), token.getClaimAsString("name"));
    }

    private String idToken(SignIn signIn, Endpoints endpoints, String code) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "authorization_code");
        form.add("code", code);
        form.add("redirect_uri", callback.toString());
        form.add("code_verifier", signIn.verifier());
        try {
            TokenAnswer answer = http.post().uri(endpoints.token())
                    // encoded before they are joined (RFC 6749, 2.3.1)
                    .headers(headers -> headers.setBasicAuth(encoded(settings.clientId()),
                            encoded(settings.clientSecret())))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED).body(form)
                    .retrieve().body(TokenAnswer.class);
            if (answer == null || answer.id_token() == null) {
                throw wrong("it gives no ID token: let its client ask for the scope openid");
            }
            return answer.id_token();
        } catch (HttpClientErrorException refusal) {
            if (BUSY.contains(refusal.getStatusCode().value())) {
                throw new DependencyUnavailable(name, refusal);
            }
            String error = error(refusal);
            if ("invalid_grant".equals(error)) {
                throw new SignInRefused(AGAIN, refusal);
            }
            throw wrong("it answers " + refusal.getStatusCode().value() + " (" + error + ") to our request for a token:"
                    + " check client-id and client-secret, and that it knows the callback " + callback);
        } catch (RestClientException away) {
            throw new DependencyUnavailable(name, away);
        }
    }

    private Jwt verified(String idToken, Endpoints endpoints) {
        try {
            return endpoints.decoder().decode(idToken);
        } catch (BadJwtException notToBeBelieved) {
            log.warn("An ID token of {} is not to be believed: {}", name, notToBeBelieved.getMessage());
            throw new SignInRefused(AGAIN, notToBeBelieved);
        } catch (JwtException withoutKeys) {
            throw new DependencyUnavailable(name, withoutKeys);
        }
    }

    /** Two first sign-ins at once ask twice, and learn the same. */
    private Endpoints endpoints() {
        Endpoints endpoints = known;
        if (endpoints == null) {
            endpoints = discover();
            known = endpoints;
        }
        return endpoints;
    }

    private Endpoints discover() {
        // a slash at the end goes (OpenID Connect Discovery 1.0, 4.1)
        String address = settings.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        try {
            Discovery found = http.get().uri(URI.create(address)).retrieve().body(Discovery.class);
            if (found == null || !settings.issuer().equals(found.issuer())) {
                throw wrong("souk.oidc.providers." + name + ".issuer is " + settings.issuer()
                        + ", but the provider there names itself " + (found == null ? null : found.issuer()));
            }
            return new Endpoints(endpoint("authorization_endpoint", found.authorization_endpoint()),
                    endpoint("token_endpoint", found.token_endpoint()),
                    decoder(endpoint("jwks_uri", found.jwks_uri())));
        } catch (RestClientException away) {
            throw new DependencyUnavailable(name, away);
        }
    }

    private URI endpoint(String name, @Nullable String address) {
        if (address == null || !OidcProperties.isSafe(address)) {
            throw wrong("its settings must give an https address as " + name + ", and give " + address);
        }
        return URI.create(address);
    }

    private JwtDecoder decoder(URI keys) {
        int timeout = Math.toIntExact(patience.toMillis());
        JWKSource<SecurityContext> source = JWKSourceBuilder
                .create(url(keys), new DefaultResourceRetriever(timeout, timeout, LARGEST_KEY_SET))
                .refreshAheadCache(false)
                .build();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(source).jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(),
                new JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, Objects::nonNull),
                // nobody else is meant by it (3.1.3.7)
                new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
                        audience -> List.of(settings.clientId()).equals(audience))));
        return decoder;
    }

    private static URL url(URI endpoint) {
        try {
            return endpoint.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Every JDK knows https and http", e);
        }
    }

    /** Not the fault of whoever signs in: the operator reads what to mend. */
    private DependencyUnavailable wrong(String what) {
        log.error("Nobody can sign in by {}: {}", name, what);
        return new DependencyUnavailable(name);
    }

    private static @Nullable String error(HttpClientErrorException refusal) {
        try {
            TokenError answer = refusal.getResponseBodyAs(TokenError.class);
            return answer == null ? null : answer.error();
        } catch (RuntimeException noJson) {
            return null;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Endpoints(URI authorization, URI token, JwtDecoder decoder) {}

    /** OpenID Connect Discovery 1.0, 3, as far as we need it. */
    private record Discovery(@Nullable String issuer, @Nullable String authorization_endpoint,
            @Nullable String token_endpoint, @Nullable String jwks_uri) {}

    /** RFC 6749, 5.1, as far as we need it. */
    private record TokenAnswer(@Nullable String id_token) {}

    /** RFC 6749, 5.2, as far as we need it. */
    private record TokenError(@Nullable String error) {}
}
