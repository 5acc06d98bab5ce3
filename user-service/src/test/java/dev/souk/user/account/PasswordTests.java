package dev.souk.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14, 129})
    void tooShortAndTooLongPasswordsAreRefused(int length) {
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> Password.chosen("x".repeat(length)))
                .withMessageContaining("15 to 128");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 64, 128})
    void passwordsOfTheseLengthsAreTaken(int length) {
        assertThatNoException().isThrownBy(() -> Password.chosen("x".repeat(length)));
    }

    @Test
    void everyUnicodeCharacterCountsAsOne() {
        assertThatNoException().isThrownBy(() -> Password.chosen("🐫".repeat(128)));
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> Password.chosen("🐫".repeat(14)));
    }

    @Test
    void thePasswordIsTheSameWhicheverWayItsAccentsWereTyped() {
        assertThat(Password.claimed("cafe\u0301 au lait").normalised())
                .isEqualTo(Password.claimed("caf\u00e9 au lait").normalised());
    }

    @Test
    void itsTextIsNotPrinted() {
        assertThat(Password.claimed("open sesame")).asString().doesNotContain("sesame");
    }
}
