package dev.souk.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Mails about accounts: user-service asks for them by an event and says what to write when it is asked. */
@RunningNotificationService
class AccountMailTests {

    private static final String TOKEN = "kX3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aPzR2uV5wY8eA";

    @Autowired
    private OtherServices others;

    private final UUID request = UUID.randomUUID();
    private final String email = "shopper-" + request + "@souk.test";

    @ParameterizedTest
    @CsvSource({"VERIFY_EMAIL, Is this your e-mail address?", "RESET_PASSWORD, Choose another password",
            "CHOOSE_PASSWORD, Choose the password of your account"})
    void aMailWithACodeGoesToItsOwner(String kind, String subject) {
        others.userServiceAnswers(letter().willReturn(okJson(said(kind))));

        ask();

        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);
        assertThat(mails().getFirst().path("subject").asString()).isEqualTo(subject);
        assertThat(text()).contains("Hello Ada Lovelace,", TOKEN, "2026-03-01T12:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({"ALREADY_REGISTERED, You have an account already", "PASSWORD_CHANGED, Your password was changed"})
    void aMailWithoutACodeGoesToItsOwner(String kind, String subject) {
        others.userServiceAnswers(letter().willReturn(okJson("""
                {"kind": "%s", "email": "%s", "displayName": "Ada Lovelace"}""".formatted(kind, email))));

        ask();

        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);
        assertThat(mails().getFirst().path("subject").asString()).isEqualTo(subject);
    }

    @Test
    void whenNobodyIsToBeWrittenToTheNextMailIsNotHeldUp() {
        UUID nobody = UUID.randomUUID();
        others.userServiceAnswers(letter().willReturn(okJson(said("VERIFY_EMAIL"))));
        others.userServiceAnswers(post("/internal/mail-requests/" + nobody + "/letter")
                .willReturn(aResponse().withStatus(404)));

        ask(nobody);
        ask();

        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);
    }

    @Test
    void aMailWaitsForUserService() {
        others.userServiceAnswers(letter().inScenario("outage").whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503)).willSetStateTo("back"));
        others.userServiceAnswers(letter().inScenario("outage").whenScenarioStateIs("back")
                .willReturn(okJson(said("RESET_PASSWORD"))));

        ask();

        await().atMost(OtherServices.SOON).until(() -> mails().size() == 1);
    }

    private MappingBuilder letter() {
        return post("/internal/mail-requests/" + request + "/letter");
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
        others.say("mail-requests", id.toString(), "MailRequested",
                Map.of("requestId", id, "requestedAt", "2026-03-01T12:00:00Z"));
    }

    /** Without the line breaks of its quoted-printable form. */
    private String text() {
        return mails().getFirst().path("mimeMessage").asString().replaceAll("=\r?\n", "");
    }

    private List<JsonNode> mails() {
        return others.mailsTo(email);
    }
}
