package dev.souk.common.web.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.Calls.Answer;
import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

@ExampleServiceTest
class ConditionTests {

    private static final String TAGGED = "/public/tagged";

    @LocalServerPort
    int port;

    private Calls service;

    @BeforeEach
    void client() {
        service = new Calls(port);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {"*, true", "|\"6\", \"7\"|, true", "\"6\", false", "W/\"7\", false"})
    void aChangeHoldsForWhatTheClientHasSeen(String ifMatch, String holds) {
        assertThat(delete(ifMatch).body()).isEqualTo(holds);
    }

    @Test
    void aConditionOverSeveralLinesIsOneList() {
        assertThat(service.send(HttpMethod.DELETE, TAGGED, headers -> {
            headers.add(HttpHeaders.IF_MATCH, "\"6\"");
            headers.add(HttpHeaders.IF_MATCH, "\"7\"");
        }).body()).isEqualTo("true");
    }

    @Test
    void aChangeWithoutAConditionIsToldToSendOne() {
        Answer answer = service.send(HttpMethod.DELETE, TAGGED, headers -> {});

        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.problem()).isEqualTo("version-required");
    }

    @Test
    void aConditionThatCannotBeReadIsNotTakenForAMissingOne() {
        Answer answer = delete("7");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-if-match");
        assertThat(answer.json().path("detail").asString()).contains("double quotes");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {"*, 304", "\"7\", 304", "W/\"7\", 304", "|\"6\", \"7\"|, 304",
            "\"6\", 200",
            "garbage, 200"})
    void whatTheClientHasIsNotSentAgain(String ifNoneMatch, int status) {
        Answer answer = service.get(TAGGED, headers -> headers.set(HttpHeaders.IF_NONE_MATCH, ifNoneMatch));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().getETag()).isEqualTo("\"7\"");
        assertThat(answer.body()).isEqualTo(status == 200 ? "seven" : "");
    }

    @Test
    void theStarSparesNothingThatHasNoTagOrIsNotThere() {
        assertThat(service.get("/public/who", headers -> headers.set(HttpHeaders.IF_NONE_MATCH, "*")).status())
                .isEqualTo(200);
        assertThat(service.get("/public/nowhere", headers -> headers.set(HttpHeaders.IF_NONE_MATCH, "*")).status())
                .isEqualTo(404);
    }

    private Answer delete(String ifMatch) {
        return service.send(HttpMethod.DELETE, TAGGED, headers -> headers.set(HttpHeaders.IF_MATCH, ifMatch));
    }
}
