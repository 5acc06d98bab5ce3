package dev.souk.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.common.web.test.WithTestTokens;
import dev.souk.engines.Engine;
import dev.souk.test.Engines;
import dev.souk.test.SoukEngines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mails about accounts: user-service asks for them by an event and says what to write when it is asked. */
@SpringBootTest
@WithTestTokens
@SoukEngines({Engine.POSTGRES, Engine.KAFKA, Engine.MAIL})
class AccountMailTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOKEN = "kX3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aPzR2uV5wY8eA";

    @RegisterExtension
    static final WireMockExtension USER_SERVICE = WireMockExtension.newInstance()
            .options(options().dynamicPort()).build();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionOperations transactions;

    private final UUID request = UUID.randomUUID();
    private final String email = "shopper-" + request + "@souk.test";

    @DynamicPropertySource
    static void userService(DynamicPropertyRegistry properties) {
        properties.add("spring.cloud.discovery.client.simple.instances.user-service[0].uri", USER_SERVICE::baseUrl);
        properties.add("SOUK_SERVICE_SECRET", () -> "Rk7pQ2xW9vN4mZ8c");
    }

    @BeforeEach
    void thisServiceHasAToken() {
        USER_SERVICE.stubFor(post("/internal/service-tokens")
                .willReturn(okJson("{\"accessToken\": \"a-service-token\", \"expiresIn\": 300}")));
    }

    @ParameterizedTest
    @CsvSource({"VERIFY_EMAIL, Is this your e-mail address?", "RESET_PASSWORD, Choose another password"})
    void aMailWithACodeGoesToItsOwner(String kind, String subject) {
        USER_SERVICE.stubFor(letter().willReturn(okJson(said(kind))));

        ask();

        await().atMost(SOON).until(() -> mails().size() == 1);
        assertThat(mails().getFirst().path("subject").asString()).isEqualTo(subject);
        assertThat(text()).contains("Hello Ada Lovelace,", TOKEN, "2026-03-01T12:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({"ALREADY_REGISTERED, You have an account already", "PASSWORD_CHANGED, Your password was changed"})
    void aMailWithoutACodeGoesToItsOwner(String kind, String subject) {
        USER_SERVICE.stubFor(letter().willReturn(okJson("""
                {"kind": "%s", "email": "%s", "displayName": "Ada Lovelace"}""".formatted(kind, email))));

        ask();

        await().atMost(SOON).until(() -> mails().size() == 1);
        assertThat(mails().getFirst().path("subject").asString()).isEqualTo(subject);
    }

    @Test
    void whenNobodyIsToBeWrittenToTheNextMailIsNotHeldUp() {
        UUID nobody = UUID.randomUUID();
        USER_SERVICE.stubFor(letter().willReturn(okJson(said("VERIFY_EMAIL"))));
        USER_SERVICE.stubFor(post("/internal/mail-requests/" + nobody + "/letter")
                .willReturn(aResponse().withStatus(404)));

        ask(nobody);
        ask();

        await().atMost(SOON).until(() -> mails().size() == 1);
    }

    @Test
    void aMailWaitsForUserService() {
        USER_SERVICE.stubFor(letter().inScenario("outage").whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503)).willSetStateTo("back"));
        USER_SERVICE.stubFor(letter().inScenario("outage").whenScenarioStateIs("back")
                .willReturn(okJson(said("RESET_PASSWORD"))));

        ask();

        await().atMost(SOON).until(() -> mails().size() == 1);
    }

    private MappingBuilder letter() {
        return post("/internal/mail-requests/" + request + "/letter")
                .withHeader("Authorization", equalTo("Bearer a-service-token"));
    }

    private String said(String kind) {
        return """
                {"kind": "%s", "email": "%s", "displayName": "Ada Lovelace", "token": "%s", "validUntil": "2026-03-01T12:30:00Z"}"""
                .formatted(kind, email, TOKEN);
    }

    private void ask() {
        ask(request);
    }

    private void ask(UUID id) {
        transactions.executeWithoutResult(transaction -> outbox.append(new OutgoingMessage("mail-requests",
                id.toString(), "MailRequested", "user-service/MailRequested.v1",
                Map.of("requestId", id, "requestedAt", "2026-03-01T12:00:00Z"))));
    }

    /** Without the line breaks of its quoted-printable form. */
    private String text() {
        return mails().getFirst().path("mimeMessage").asString().replaceAll("=\r?\n", "");
    }

    private List<JsonNode> mails() {
        return RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build().get()
                .uri(Engines.mail().api() + "/api/user/" + email + "/messages")
                .exchangeForRequiredValue((request, answer) -> answer.getStatusCode().is2xxSuccessful()
                        ? JsonMapper.shared().readTree(answer.getBody()).valueStream().toList()
                        : List.<JsonNode>of());
    }
}
