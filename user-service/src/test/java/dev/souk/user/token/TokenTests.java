package dev.souk.user.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.souk.user.Api;
import dev.souk.user.Api.Person;
import dev.souk.user.RunningUserService;
import dev.souk.user.account.Role;
import dev.souk.user.account.UserId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Which tokens open what, and with which keys they are signed. */
@RunningUserService
class TokenTests {

    private static final String ME = "/api/v1/users/me";

    @Autowired
    private Api api;

    @Autowired
    private SigningKeys keys;

    @Autowired
    private TokenProperties properties;

    @Autowired
    private KeyEncryption encryption;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transactions;

    @Test
    void withoutATokenThereIsNoEntry() {
        api.get(ME).expectStatus().isUnauthorized().expectHeader().contentType("application/problem+json");
        api.get("/api/v1/users").expectStatus().isUnauthorized();
        api.get("/internal/users/" + UUID.randomUUID() + "/contact").expectStatus().isUnauthorized();
    }

    @Test
    void anExpiredTokenIsRefused() {
        Clock anHourAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        AccessToken expired = new AccessTokens(keys, properties, anHourAgo)
                .forPerson(new UserId(api.shopper().id()), UUID.randomUUID(), Instant.MAX, Set.of(Role.SHOPPER));

        api.get(ME, expired.value()).expectStatus().isUnauthorized();
    }

    @Test
    void aTokenSignedByAnotherKeyUnderOurNameIsRefused() throws Exception {
        SignedJWT rightful = SignedJWT.parse(api.shopper().tokens().accessToken());
        RSAKey another = new RSAKeyGenerator(2048).keyID(keys.current().getKeyID()).generate();

        api.get(ME, signed(rightful, another)).expectStatus().isUnauthorized();
    }

    @Test
    void anUnsignedTokenIsRefused() throws ParseException {
        SignedJWT rightful = SignedJWT.parse(api.shopper().tokens().accessToken());

        api.get(ME, new PlainJWT(rightful.getJWTClaimsSet()).serialize()).expectStatus().isUnauthorized();
    }

    @Test
    void aServiceGetsATokenThatOpensInternalDoorsOnly() {
        Person shopper = api.shopper();
        Map<String, Object> answer = Api.json(api.serviceToken("job-scheduler",
                RunningUserService.JOB_SCHEDULER_SECRET));
        String token = String.valueOf(answer.get("accessToken"));

        assertThat(answer.get("expiresIn")).isEqualTo(300);
        api.get("/internal/users/" + shopper.id() + "/contact", token).expectStatus().isOk().expectBody()
                .jsonPath("$.userId").isEqualTo(shopper.id().toString())
                .jsonPath("$.email").isEqualTo(shopper.email())
                .jsonPath("$.displayName").isEqualTo("Ada Lovelace");
        api.get("/internal/users/" + UUID.randomUUID() + "/contact", token).expectStatus().isNotFound();
        api.get(ME, token).expectStatus().isUnauthorized();
    }

    @Test
    void aPersonsTokenOpensNoInternalDoor() {
        Person admin = api.admin();

        api.get("/internal/users/" + admin.id() + "/contact", admin.tokens().accessToken()).expectStatus()
                .isUnauthorized();
    }

    @Test
    void aServiceWithoutItsSecretGetsNothing() {
        api.serviceToken("job-scheduler", "guessed").expectStatus().isUnauthorized();
        api.serviceToken("order-service", RunningUserService.JOB_SCHEDULER_SECRET).expectStatus().isUnauthorized();
        api.post("/internal/service-tokens", Map.of()).expectStatus().isUnauthorized();
    }

    @Test
    void theKeySetIsPublicAndHasNoPrivatePart() {
        api.get("/.well-known/jwks.json").expectStatus().isOk().expectBody()
                .jsonPath("$.keys[*].kid").value(kids -> assertThat(kids).asInstanceOf(LIST)
                        .contains(keys.current().getKeyID()))
                .jsonPath("$.keys[0].d").doesNotExist()
                .jsonPath("$.keys[0].p").doesNotExist();
    }

    @Test
    void anotherInstanceSignsWithTheSameKey() {
        SigningKeys another = new SigningKeys(jdbc, encryption, properties, transactions, event -> {},
                Clock.systemUTC());

        assertThat(another.current()).isEqualTo(keys.current());
    }

    @Test
    void anInstanceWithAnotherSecretRefusesToStart() {
        KeyEncryption wrong = new KeyEncryption(new ServerSecret(new TokenProperties("https://souk.test",
                Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofDays(30), Duration.ofMinutes(15),
                Duration.ofSeconds(10), Duration.ofMinutes(5), "another Zk3vQ8rT1mX6bN9cW2yL5hJ7g")));

        assertThatExceptionOfType(WrongKeyEncryptionSecret.class)
                .isThrownBy(
                        () -> new SigningKeys(jdbc, wrong, properties, transactions, event -> {}, Clock.systemUTC()));
    }

    private static String signed(SignedJWT original, RSAKey key) throws JOSEException, ParseException {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                original.getJWTClaimsSet());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
