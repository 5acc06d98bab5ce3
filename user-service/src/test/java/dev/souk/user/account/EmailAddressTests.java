package dev.souk.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @Test
    void capitalsAndSurroundingSpaceDoNotMakeAnotherAccount() {
        assertThat(EmailAddress.of("  Ada.Lovelace@Example.COM "))
                .isEqualTo(EmailAddress.of("ada.lovelace@example.com"));
    }

    @Test
    void aTurkishLocaleDoesNotChangeTheLowerCase() {
        assertThat(EmailAddress.of("INFO@EXAMPLE.COM").value()).isEqualTo("info@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada@", "@example.com", "ada@localhost", "ada@-example.com", "a b@example.com",
            "ada@example.com\r\nBcc: all@example.com", "<ada@example.com>", "ada@exa_mple.com", "ada@@example.com"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(text));
    }

    @Test
    void anAddressThatNoMailServerWouldTakeIsRefused() {
        String tooLong = "a@" + "b".repeat(60) + ("." + "c".repeat(60)).repeat(4) + ".com";
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(tooLong));
    }

    @Test
    void anAddressIsWithinItsDomainAndThoseAboveIt() {
        EmailAddress email = EmailAddress.of("ada@mail.souk.test");

        assertThat(email.isWithin("mail.souk.test")).isTrue();
        assertThat(email.isWithin("test")).isTrue();
        assertThat(email.isWithin("ouk.test")).isFalse();
        assertThat(EmailAddress.of("test@example.com").isWithin("test")).isFalse();
    }
}
