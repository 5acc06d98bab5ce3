package dev.souk.user.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Tokens;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.UserId;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signs in at a real provider, as a browser does it. */
@RunningUserService
class OidcTests {

    private static final String BEGIN = "/api/v1/auth/oidc/acme";

    @Autowired
    private Api api;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    private final String name = "grace-" + UUID.randomUUID();
    private final String email = name + "@example.com";

    @Test
    void aNewShopperComesInAndIsKnownTheNextTime() throws Exception {
        JsonNode first = signedIn(name);
        JsonNode second = signedIn(name);

        assertThat(subject(second)).isEqualTo(subject(first));
        api.get("/api/v1/users/me", second.path("accessToken").asString()).expectStatus().isOk().expectBody()
                .jsonPath("$.email").isEqualTo(email)
                .jsonPath("$.emailVerified").isEqualTo(true)
                .jsonPath("$.displayName").isEqualTo("Grace Hopper")
                .jsonPath("$.roles.length()").isEqualTo(1);
        api.refresh(second.path("refreshToken").asString());
        api.tryToLogIn(email, "").expectStatus().isUnauthorized();
    }

    @Test
    void theVerifiedAccountOfTheSameAddressIsTheirs() throws Exception {
        api.register(email, Api.PASSWORD).expectStatus().isCreated();
        jdbc.sql("update account set verified_at = now() where email = :email").param("email", email).update();

        JsonNode tokens = signedIn(name);

        Tokens byPassword = api.logIn(email, Api.PASSWORD);
        assertThat(subject(tokens))
                .isEqualTo(SignedJWT.parse(byPassword.accessToken()).getJWTClaimsSet().getSubject());
    }

    @Test
    void anAccountThatSomebodyElseMayHaveRegisteredIsNotTaken() throws Exception {
        api.register(email, Api.PASSWORD).expectStatus().isCreated();

        assertRefused(signIn(new Browser(), name));
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedProvesNothing() throws Exception {
        assertRefused(signIn(new Browser(), "unverified-" + name));
    }

    @Test
    void aCallbackWorksOnceAndInItsOwnBrowserOnly() throws Exception {
        Browser browser = new Browser();
        URI callback = atTheProvider(browser, name);

        Browser another = new Browser();
        another.get(souk(BEGIN));
        assertRefused(another.get(callback));
        // whoever tried has used it up
        assertRefused(browser.get(callback));
    }

    @Test
    void aCodeOfAnotherSignInIsRefused() throws Exception {
        Browser browser = new Browser();
        URI stolen = atTheProvider(new Browser(), "victim-" + name);
        URI own = atTheProvider(browser, name);

        assertRefused(browser.get(URI.create(own.toString().replaceFirst("code=[^&]*",
                "code=" + stolen.getQuery().replaceFirst(".*code=([^&]*).*", "$1")))));
    }

    @Test
    void aForgedStateOrARefusalOfTheProviderLeadsNowhere() throws Exception {
        Browser browser = new Browser();
        URI callback = atTheProvider(browser, name);

        assertRefused(browser.get(souk(BEGIN + "/callback?code=guessed&state=guessed")));
        assertRefused(browser.get(URI.create(callback.toString().replaceFirst("code=[^&]*", "error=access_denied"))));
    }

    @Test
    void anUnknownProviderIsNotFound() {
        api.get("/api/v1/auth/oidc/nobody").expectStatus().isNotFound();
    }

    @Test
    void anAccountThatIsDeletedMeanwhileIsNotLinked(@Autowired LinkedIdentities linked) {
        Api.Person shopper = api.shopper();
        Identity identity = new Identity("https://acme.test", name, email, true, null);
        api.delete("/api/v1/users/me", shopper.tokens().accessToken()).expectStatus().isNoContent();

        linked.add(identity, new UserId(shopper.id()), Instant.now());

        assertThat(linked.find(identity)).isEmpty();
    }

    @Test
    void theLinkGoesWithTheAccount() throws Exception {
        JsonNode before = signedIn(name);
        api.delete("/api/v1/users/me", before.path("accessToken").asString()).expectStatus().isNoContent();

        assertThat(subject(signedIn(name))).isNotEqualTo(subject(before));
    }

    private JsonNode signedIn(String user) throws Exception {
        HttpResponse<String> answer = signIn(new Browser(), user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> signIn(Browser browser, String user) throws Exception {
        return browser.get(atTheProvider(browser, user));
    }

    /** @return where the provider sends the browser back to */
    private URI atTheProvider(Browser browser, String user) throws Exception {
        URI provider = location(browser.get(souk(BEGIN)));
        browser.post(provider.resolve("/login"), "username=" + user + "&password=password");
        return location(browser.get(provider));
    }

    private static URI location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("https://souk.dev/problems/sign-in-refused");
    }

    private URI souk(String path) {
        return URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + path);
    }

    private static String subject(JsonNode tokens) throws ParseException {
        return SignedJWT.parse(tokens.path("accessToken").asString()).getJWTClaimsSet().getSubject();
    }

    /** Keeps cookies and follows no redirects by itself. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(URI address) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(address);
            // browsers take a Secure cookie from this machine over plain HTTP, Java does not
            cookies.getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
            return http.send(request.build(), BodyHandlers.ofString());
        }

        void post(URI address, String form) throws IOException, InterruptedException {
            http.send(HttpRequest.newBuilder(address).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.discarding());
        }
    }
}
