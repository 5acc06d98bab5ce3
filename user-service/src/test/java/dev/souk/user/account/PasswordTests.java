package dev.souk.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 129})
    void tooShortAndTooLongPasswordsAreRefused(int length) {
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> Password.chosen("x".repeat(length)))
                .withMessageContaining("8 to 128");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64, 128})
    void passwordsOfTheseLengthsAreTaken(int length) {
        assertThatNoException().isThrownBy(() -> Password.chosen("x".repeat(length)));
    }

    @Test
    void everyUnicodeCharacterCountsAsOne() {
        assertThatNoException().isThrownBy(() -> Password.chosen("🐫".repeat(128)));
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> Password.chosen("🐫".repeat(7)));
    }

    @Test
    void thePasswordIsTheSameWhicheverWayItsAccentsWereTyped() {
        assertThat(Password.claimed("cafe\u0301 au lait").normalised())
                .isEqualTo(Password.chosen("caf\u00e9 au lait").normalised());
    }

    @Test
    void itsTextIsNotPrinted() {
        assertThat(Password.chosen("open sesame")).asString().doesNotContain("sesame");
    }
}
