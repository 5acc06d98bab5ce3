package dev.souk.user.client;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.user.oidc.Identity;
import dev.souk.user.oidc.OidcProperties;
import dev.souk.user.oidc.OidcProperties.Provider;
import dev.souk.user.oidc.SignInRefused;
import dev.souk.user.oidc.SignIns.SignIn;
import dev.souk.user.oidc.UnknownProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/** Asks providers of OpenID Connect who somebody is: authorization code with PKCE (OpenID Connect Core 1.0, 3.1; RFC 9700, 2.1). */
@Component
public class OpenIdProviders {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String AGAIN = "The sign-in at the provider did not succeed; begin it again";

    private final OidcProperties properties;
    private final RestClient http;
    private final Map<String, Endpoints> discovered = new ConcurrentHashMap<>();

    OpenIdProviders(OidcProperties properties) {
        this.properties = properties;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        requests.setReadTimeout(PATIENCE);
        http = RestClient.builder().requestFactory(requests).build();
    }

    /**
     * Where the browser goes to sign in.
     *
     * @throws UnknownProvider when none of that name is configured
     * @throws DependencyUnavailable when the provider does not answer
     */
    public URI authorization(SignIn signIn) {
        Provider provider = provider(signIn.provider());
        return UriComponentsBuilder.fromUriString(endpoints(signIn.provider()).authorization())
                .queryParam("response_type", "code")
                .queryParam("client_id", "{client}")
                .queryParam("redirect_uri", "{callback}")
                .queryParam("scope", "{scope}")
                .queryParam("state", signIn.state())
                .queryParam("nonce", signIn.nonce())
                .queryParam("code_challenge", signIn.challenge())
                .queryParam("code_challenge_method", "S256")
                .encode()
                .build(provider.clientId(), properties.callback(signIn.provider()), "openid email profile");
    }

    /**
     * Who signed in, for the code that the browser brought back.
     *
     * @throws SignInRefused when the provider does not take the code, or its answer is not to be believed
     * @throws DependencyUnavailable when the provider does not answer
     */
    public Identity identity(SignIn signIn, String code) {
        Provider provider = provider(signIn.provider());
        Endpoints endpoints = endpoints(signIn.provider());
        Jwt token = verified(idToken(signIn, provider, endpoints, code), signIn, provider, endpoints);
        return new Identity(provider.issuer(), token.getSubject(), token.getClaimAsString("email"),
                Boolean.TRUE.equals(token.getClaimAsBoolean("email_verified")), token.getClaimAsString("name"));
    }

    /** @throws UnknownProvider when none of that name is configured */
    public void require(String name) {
        provider(name);
    }

    private String idToken(SignIn signIn, Provider provider, Endpoints endpoints, String code) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "authorization_code");
        form.add("code", code);
        form.add("redirect_uri", properties.callback(signIn.provider()).toString());
        form.add("code_verifier", signIn.verifier());
        try {
            TokenAnswer answer = http.post().uri(URI.create(endpoints.token()))
                    .headers(headers -> headers.setBasicAuth(provider.clientId(), provider.clientSecret()))
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED).body(form)
                    .retrieve().body(TokenAnswer.class);
            if (answer == null || answer.id_token() == null) {
                throw new SignInRefused(AGAIN);
            }
            return answer.id_token();
        } catch (HttpClientErrorException refusal) {
            throw new SignInRefused(AGAIN, refusal);
        } catch (RestClientException away) {
            throw new DependencyUnavailable(signIn.provider(), away);
        }
    }

    private static Jwt verified(String idToken, SignIn signIn, Provider provider, Endpoints endpoints) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(endpoints.keys()).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(),
                new JwtIssuerValidator(provider.issuer()),
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
                new JwtClaimValidator<String>(JwtClaimNames.SUB, Objects::nonNull),
                // nobody else is meant by it (3.1.3.7)
                new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
                        audience -> List.of(provider.clientId()).equals(audience)),
                new JwtClaimValidator<String>("nonce", signIn.nonce()::equals)));
        try {
            return decoder.decode(idToken);
        } catch (JwtException notToBeBelieved) {
            throw new SignInRefused(AGAIN, notToBeBelieved);
        }
    }

    private Provider provider(String name) {
        Provider provider = properties.providers().get(name);
        if (provider == null) {
            throw new UnknownProvider(name);
        }
        return provider;
    }

    private Endpoints endpoints(String name) {
        return discovered.computeIfAbsent(name, this::discover);
    }

    private Endpoints discover(String name) {
        String issuer = provider(name).issuer();
        try {
            Discovery found = Objects.requireNonNull(http.get()
                    .uri(URI.create(issuer + "/.well-known/openid-configuration")).retrieve().body(Discovery.class));
            if (!issuer.equals(found.issuer())) {
                throw new IllegalStateException("souk.oidc.providers." + name + ".issuer is " + issuer
                        + ", but the provider there names itself " + found.issuer());
            }
            return new Endpoints(found.authorization_endpoint(), found.token_endpoint(), found.jwks_uri());
        } catch (RestClientException away) {
            throw new DependencyUnavailable(name, away);
        }
    }

    private record Endpoints(String authorization, String token, String keys) {}

    /** OpenID Connect Discovery 1.0, 3, as far as we need it. */
    private record Discovery(String issuer, String authorization_endpoint, String token_endpoint, String jwks_uri) {}

    /** RFC 6749, 5.1, as far as we need it. */
    private record TokenAnswer(@Nullable String id_token) {}
}
