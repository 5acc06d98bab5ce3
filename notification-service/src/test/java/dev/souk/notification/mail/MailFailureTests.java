package dev.souk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mail.MailSendException;

class MailFailureTests {

    @Test
    void theReasonIsKeptWithoutTheAddressThatTheServerRepeats() {
        MailFailure failure = MailFailure.of(new MailSendException("550 5.1.1 <ada@example.com>: no such user here"));

        assertThat(failure.reason()).contains("550 5.1.1", "no such user here").doesNotContain("ada", "example.com");
    }

    @Test
    void aLongReasonIsCut() {
        assertThat(MailFailure.of(new MailSendException("x".repeat(10_000))).reason()).hasSize(500);
    }
}
