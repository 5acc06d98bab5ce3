package dev.souk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.notification.domain.NotificationId;
import dev.souk.notification.domain.UserId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailTextTests {

    private static final WaitingMail MAIL = new WaitingMail(new NotificationId(UUID.randomUUID()),
            new UserId(UUID.randomUUID()), "Your order is on its way", "With Fish & Chips <Ltd>.",
            Instant.parse("2026-03-01T12:00:00Z"), 1);

    @Test
    void bothFormsGreetTheShopperAndSayTheSame() {
        MailText text = MailText.of(MAIL.title(), MAIL.text(), "Ada Lovelace");

        assertThat(text.subject()).isEqualTo("Your order is on its way");
        assertThat(text.plain()).startsWith("Hello Ada Lovelace,").contains("With Fish & Chips <Ltd>.");
        assertThat(text.html()).contains("Hello Ada Lovelace,", "With Fish &amp; Chips &lt;Ltd&gt;.",
                "<title>Your order is on its way</title>",
                "<h1 style=\"font-size: 1.3em\">Your order is on its way</h1>");
    }

    @Test
    void aNameIsNoMarkup() {
        assertThat(MailText.of(MAIL.title(), MAIL.text(), "<img src=x onerror=alert(1)>").html()).doesNotContain("<img")
                .contains("&lt;img src=x");
    }
}
