package dev.souk.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTests {

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a/.", "/a//b", "/a;b", "/a\\b", "/a%2Fb", "/%2e%2e/b", "/a%252fb", "/a%00b",
            "/a%1fb", "/a%7Fb", "/a%c2%85b", "/a%e2%80%a8b", "/a%E2%80%A9b", "/a%ff", "/a%", "/caf\u00e9", "/a b"})
    void whatTwoProgramsCouldReadInTwoWaysIsAmbiguous(String path) {
        assertThat(Spelling.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b-c/1", "/a.b/c..d", "/caf%C3%A9", "/a%20b", "/a+b", "/a:b@c", "/~a",
            "/%F0%9F%91%9C"})
    void whatHasOneMeaningIsNot(String path) {
        assertThat(Spelling.isAmbiguous(path)).isFalse();
    }
}
