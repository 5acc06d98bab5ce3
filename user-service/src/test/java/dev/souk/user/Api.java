package dev.souk.user;

import dev.souk.user.account.AccountService;
import dev.souk.user.account.EmailAddress;
import dev.souk.user.account.Password;
import dev.souk.user.account.Role;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Talks to the running service as its clients do. */
public final class Api {

    public static final String PASSWORD = "a horse that eats no battery";

    private final Environment environment;
    private final AccountService accounts;

    Api(Environment environment, AccountService accounts) {
        this.environment = environment;
        this.accounts = accounts;
    }

    /** What a client holds after a login. */
    public record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn,
            @Nullable String deviceToken) {}

    /** Somebody with an account who is logged in. */
    public record Person(UUID id, String email, Tokens tokens) {}

    public static String newEmail() {
        return "shopper-" + UUID.randomUUID() + "@souk.test";
    }

    public Person shopper() {
        return person(EnumSet.of(Role.SHOPPER));
    }

    public Person operator() {
        return person(EnumSet.of(Role.SHOPPER, Role.OPERATOR));
    }

    public Person admin() {
        return person(EnumSet.of(Role.SHOPPER, Role.ADMIN));
    }

    private Person person(EnumSet<Role> roles) {
        String email = newEmail();
        UUID id = accounts.registerVerified(EmailAddress.of(email), Password.chosen(PASSWORD), "Ada Lovelace", roles)
                .orElseThrow().id().value();
        return new Person(id, email, logIn(email, PASSWORD));
    }

    public ResponseSpec register(String email, String password) {
        return post("/api/v1/auth/register",
                Map.of("email", email, "password", password, "displayName", "Ada Lovelace"));
    }

    /** The same without a body. */
    public ResponseSpec post(String path, String accessToken) {
        return http().post().uri(path).headers(headers -> headers.setBearerAuth(accessToken)).exchange();
    }

    public ResponseSpec tryToLogIn(String email, String password) {
        return post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }

    /** From somewhere in the network, as the gateway says; with what the device remembers of a login before. */
    public ResponseSpec tryToLogInFrom(String address, @Nullable String deviceToken, String email, String password) {
        return http().post().uri("/api/v1/auth/login").header("X-Forwarded-For", address).headers(headers -> {
            if (deviceToken != null) {
                headers.set("Device-Token", deviceToken);
            }
        }).contentType(MediaType.APPLICATION_JSON).body(Map.of("email", email, "password", password)).exchange();
    }

    public Tokens logIn(String email, String password) {
        return tokens(tryToLogIn(email, password));
    }

    public ResponseSpec tryToRefresh(String refreshToken) {
        return post("/api/v1/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    /** From another device than everything else. */
    public ResponseSpec tryToRefreshFrom(String userAgent, String refreshToken) {
        return http().post().uri("/api/v1/auth/refresh").header(HttpHeaders.USER_AGENT, userAgent)
                .contentType(MediaType.APPLICATION_JSON).body(Map.of("refreshToken", refreshToken)).exchange();
    }

    public Tokens refresh(String refreshToken) {
        return tokens(tryToRefresh(refreshToken));
    }

    public ResponseSpec get(String path) {
        return http().get().uri(path).exchange();
    }

    public ResponseSpec get(String path, String accessToken) {
        return http().get().uri(path).headers(headers -> headers.setBearerAuth(accessToken)).exchange();
    }

    public ResponseSpec delete(String path, String accessToken) {
        return http().delete().uri(path).headers(headers -> headers.setBearerAuth(accessToken)).exchange();
    }

    public ResponseSpec post(String path, Object body) {
        return http().post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public ResponseSpec post(String path, Object body, String accessToken) {
        return http().post().uri(path).headers(headers -> headers.setBearerAuth(accessToken))
                .contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public ResponseSpec put(String path, Object body, String accessToken) {
        return http().put().uri(path).headers(headers -> headers.setBearerAuth(accessToken))
                .contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public ResponseSpec patch(String path, Object body, String accessToken) {
        return http().patch().uri(path).headers(headers -> headers.setBearerAuth(accessToken))
                .contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public ResponseSpec serviceToken(String service, String secret) {
        return http().post().uri("/internal/service-tokens")
                .headers(headers -> headers.setBasicAuth(service, secret)).exchange();
    }

    /** A token of the service. */
    public String tokenOf(String service, String secret) {
        return String.valueOf(json(serviceToken(service, secret)).get("accessToken"));
    }

    /** The body of the answer. */
    public static Map<String, Object> json(ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {
        })
                .returnResult().getResponseBody());
    }

    public static Tokens tokens(ResponseSpec answer) {
        return Objects.requireNonNull(answer.expectStatus().isOk()
                .expectHeader().valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                .expectBody(Tokens.class).returnResult().getResponseBody());
    }

    private RestTestClient http() {
        // not the Apache client that is on the class path: it waits in silence as long as a 429 says
        return RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
                .baseUrl("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"))
                .build();
    }
}
