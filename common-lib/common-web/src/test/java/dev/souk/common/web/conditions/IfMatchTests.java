package dev.souk.common.web.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTests {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "\"6\", \"7\"", "\"6\" ,\t\"7\"", ", \"7\",,", "W/\"7\", \"7\"", "*",
            " * "})
    void aTagOfTheListMatchesAndSoDoesTheStar(String header) {
        assertThat(IfMatch.parse(header).holds("7"::equals)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"6\", \"8\"", "W/\"7\"", "\"\"", "\"a,7\""})
    void anotherTagAndAWeakOneDoNot(String header) {
        assertThat(IfMatch.parse(header).holds("7"::equals)).isFalse();
    }

    @Test
    void aTagMayHaveACommaInIt() {
        assertThat(IfMatch.parse("\"a,b\", \"c\"").tags()).containsExactlyInAnyOrder("a,b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "7", "\"7", "7\"", "\"7\" \"8\"", "\"7\", 8", "*, \"7\"", "**", "w/\"7\"",
            "\"a b\"", "\"7\";q=1"})
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThatExceptionOfType(InvalidIfMatch.class).isThrownBy(() -> IfMatch.parse(header));
    }

    @Test
    void anEndlessListIsReadInOneGo() {
        assertThat(IfMatch.parse("\"6\",".repeat(100_000)).tags()).containsExactly("6");
    }
}
