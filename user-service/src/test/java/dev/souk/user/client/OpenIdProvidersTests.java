package dev.souk.user.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.user.oidc.OidcProperties;
import dev.souk.user.oidc.SignInRefused;
import dev.souk.user.oidc.SignIns.SignIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A provider that is slow, mistaken or lies; {@code OidcTests} shows the rightful one. */
@ExtendWith(OutputCaptureExtension.class)
class OpenIdProvidersTests {

    private static final RSAKey KEY = key();
    private static final SignIn SIGN_IN = new SignIn("acme", "state", "nonce", "verifier", "browser");

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final OpenIdProviders providers = patientFor(Duration.ofSeconds(4));

    @BeforeEach
    void theProviderIsAsItShouldBe() {
        discovery(okJson(settings(PROVIDER.baseUrl())));
        token(okJson(answer(idToken().build())));
        keys(okJson(new JWKSet(KEY.toPublicJWK()).toString()));
    }

    @Test
    void whoSignedInIsTold() {
        assertThat(providers.identity(SIGN_IN, "code").subject()).isEqualTo("grace");
    }

    @Test
    void settingsAndKeysOfAProviderAreKept() {
        providers.authorization(SIGN_IN);
        providers.identity(SIGN_IN, "code");
        providers.identity(SIGN_IN, "code");

        PROVIDER.verify(1, getRequestedFor(urlEqualTo("/.well-known/openid-configuration")));
        PROVIDER.verify(1, getRequestedFor(urlEqualTo("/keys")));
    }

    @Test
    void anIdTokenOfAnotherSignInIsRefused() {
        token(okJson(answer(idToken().claim("nonce", "of another sign-in").build())));
        assertRefused();
        token(okJson(answer(idToken().claim("nonce", null).build())));
        assertRefused();
    }

    @Test
    void anIdTokenForSomebodyElseOrOfSomebodyElseIsRefused() {
        token(okJson(answer(idToken().audience("another client").build())));
        assertRefused();
        token(okJson(answer(idToken().issuer("https://elsewhere.test").build())));
        assertRefused();
        token(okJson(answer(idToken().expirationTime(Date.from(Instant.now().minusSeconds(600))).build())));
        assertRefused();
    }

    @Test
    void aCodeThatIsNotGoodIsTheMatterOfWhoSignsIn() {
        token(aResponse().withStatus(400).withHeader("Content-Type", "application/json")
                .withBody("{\"error\": \"invalid_grant\"}"));

        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\": \"invalid_client\"}", "{\"error\": \"unauthorized_client\"}", "no JSON", ""})
    void aClientThatTheProviderDoesNotKnowIsNotTheFaultOfWhoSignsIn(String body) {
        token(aResponse().withStatus(401).withHeader("Content-Type", "application/json").withBody(body));

        assertUnavailable(providers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.test", ""})
    void aProviderThatNamesItselfOtherwiseIsNotAsked(String issuer) {
        discovery(okJson(settings(issuer)));

        assertUnavailable(providers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "no JSON", ""})
    void settingsThatAreNoneAreNoFaultOfOurs(String body) {
        discovery(okJson(body));

        assertUnavailable(providers);
    }

    @ParameterizedTest
    @CsvSource({"authorization_endpoint, http://acme.test/authorize", "token_endpoint, http://acme.test/token",
            "token_endpoint, /token", "token_endpoint, ''", "token_endpoint, https://acme test/token",
            "token_endpoint,", "jwks_uri, http://acme.test/keys", "jwks_uri, file:///etc/passwd"})
    void secretsGoToNoEndpointThatOthersCanReadOrThatIsNone(String endpoint, @Nullable String address,
            CapturedOutput log) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("issuer", PROVIDER.baseUrl(), "authorization_endpoint", PROVIDER.url("/authorize"),
                        "token_endpoint", PROVIDER.url("/token"), "jwks_uri", PROVIDER.url("/keys")));
        settings.put(endpoint, address);
        discovery(okJson(JSONObjectUtils.toJSONString(settings)));

        assertUnavailable(providers);

        assertThat(log).contains("Nobody can sign in by acme", endpoint);
        PROVIDER.verify(0, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429})
    void aProviderThatIsBusyIsAwayAndOurSettingsAreNotBlamed(int status, CapturedOutput log) {
        token(aResponse().withStatus(status));

        assertUnavailable(providers);

        assertThat(log).doesNotContain("check client-id");
    }

    @Test
    void aProviderThatComesBackIsAskedAgain() {
        discovery(aResponse().withStatus(500));
        assertUnavailable(providers);

        theProviderIsAsItShouldBe();

        assertThat(providers.identity(SIGN_IN, "code").subject()).isEqualTo("grace");
    }

    @Test
    void withoutItsKeysTheProviderIsAwayAndNobodyIsBlamed() {
        keys(aResponse().withStatus(503));

        assertUnavailable(providers);
    }

    @Test
    void allCallsTogetherEndInTime() {
        // each one is fast enough, all three together are not
        discovery(okJson(settings(PROVIDER.baseUrl())).withFixedDelay(400));
        token(okJson(answer(idToken().build())).withFixedDelay(400));
        keys(okJson(new JWKSet(KEY.toPublicJWK()).toString()).withFixedDelay(400));

        assertUnavailable(patientFor(Duration.ofSeconds(1)));
    }

    private void assertRefused() {
        assertThatExceptionOfType(SignInRefused.class).isThrownBy(() -> providers.identity(SIGN_IN, "code"));
    }

    private static void assertUnavailable(OpenIdProviders providers) {
        assertThatExceptionOfType(DependencyUnavailable.class).isThrownBy(() -> providers.identity(SIGN_IN, "code"))
                .satisfies(refusal -> assertThat(refusal.service()).isEqualTo("acme"));
    }

    private static OpenIdProviders patientFor(Duration patience) {
        return new OpenIdProviders(new OidcProperties(URI.create("https://souk.test"), patience,
                Map.of("acme", new OidcProperties.Provider(PROVIDER.baseUrl(), "souk", "a secret: with + and %"))));
    }

    private static void discovery(ResponseDefinitionBuilder answer) {
        PROVIDER.stubFor(get("/.well-known/openid-configuration").willReturn(answer));
    }

    private static void token(ResponseDefinitionBuilder answer) {
        PROVIDER.stubFor(post("/token").withBasicAuth("souk", "a+secret%3A+with+%2B+and+%25").willReturn(answer));
    }

    private static void keys(ResponseDefinitionBuilder answer) {
        PROVIDER.stubFor(get("/keys").willReturn(answer));
    }

    private static String settings(String issuer) {
        return """
                {"issuer": "%s", "authorization_endpoint": "%2$s/authorize", "token_endpoint": "%2$s/token", "jwks_uri": "%2$s/keys"}"""
                .formatted(issuer, PROVIDER.baseUrl());
    }

    private static JWTClaimsSet.Builder idToken() {
        return new JWTClaimsSet.Builder().issuer(PROVIDER.baseUrl()).audience("souk").subject("grace")
                .claim("nonce", SIGN_IN.nonce()).expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String answer(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new AssertionError("The key of this test cannot sign", e);
        }
        return "{\"id_token\": \"" + token.serialize() + "\", \"token_type\": \"Bearer\"}";
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("provider").generate();
        } catch (JOSEException e) {
            throw new AssertionError("No RSA", e);
        }
    }
}
