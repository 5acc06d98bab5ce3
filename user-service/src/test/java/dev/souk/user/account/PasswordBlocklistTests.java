package dev.souk.user.account;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordBlocklistTests {

    private final PasswordBlocklist blocklist = new PasswordBlocklist();

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", "qwertyuiopasdfgh", "Password12345678!",
            "12345678 password",
            "passwordpassword", "iloveyouiloveyou", "aaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "123456789012345",
            "987654321098765", "abcdefghijklmnop", "!!!!!!!!!!!!!!!!",
            "\uff30\uff21\uff33\uff33\uff37\uff2f\uff32\uff24 1234567"})
    void whatIsTriedFirstIsRefused(String text) {
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> check(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada.lovelace@example.com", "AdaLovelace2026!", "Lovelace, Ada & souk", "souksouksouksouk",
            "Souk4Ada.Lovelace"})
    void whatConsistsOfTheAccountsOwnWordsIsRefused(String text) {
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> check(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the password of Ada is this", "839274650192837", "a horse that eats no battery",
            "Lovelace wrote the first program",
            "\u963f\u8fbe\u6d1b\u592b\u83b1\u65af\u5199\u4e86\u7b2c\u4e00\u4e2a\u7a0b\u5e8f\u5417\u662f"})
    void commonWordsMayBePartOfALongerPassword(String text) {
        assertThatNoException().isThrownBy(() -> check(text));
    }

    @Test
    void thePasswordIsNotInTheRefusal() {
        assertThatExceptionOfType(UnacceptablePassword.class).isThrownBy(() -> check("passwordpassword"))
                .withMessageNotContaining("passwordpassword");
    }

    private void check(String text) {
        blocklist.refuseCommon(Password.chosen(text), "ada.lovelace@example.com", "Ada Lovelace");
    }
}
