package dev.souk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.notification.client.Contact;
import dev.souk.notification.domain.NotificationId;
import dev.souk.notification.domain.UserId;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class PostmanTests {

    private static final WaitingMail MAIL = new WaitingMail(new NotificationId(UUID.randomUUID()),
            new UserId(UUID.randomUUID()), "Your order is confirmed", "It is paid.",
            Instant.parse("2026-03-01T12:00:00Z"), 1);
    private static final MailProperties PROPERTIES = new MailProperties("Souk <orders@souk.test>",
            Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofDays(2));

    private final List<MimeMessage> sent = new ArrayList<>();
    private final Postman postman = postman();

    @Test
    void aMailGoesToTheShopperByName() throws MessagingException {
        MimeMessage message = sentTo("Ada Lovelace");

        assertThat(message.getRecipients(RecipientType.TO))
                .containsExactly(new InternetAddress("ada@example.com"))
                .extracting(to -> ((InternetAddress) to).getPersonal()).containsExactly("Ada Lovelace");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("orders@souk.test"));
        assertThat(message.getSentDate()).isEqualTo(MAIL.createdAt());
    }

    /** user-service refuses such names today; that must not be all that stands between a name and the headers. */
    @ParameterizedTest
    @ValueSource(strings = {"Ada\r\nBcc: victim@example.com", "Ada\nBcc: victim@example.com",
            "Ada\r\n\r\nBuy at evil.example", "Ada\u2028Bcc: victim@example.com",
            "\"Ada\" <victim@example.com>, x"})
    void aNameIsNoHeader(String name) throws MessagingException, IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        sentTo(name).writeTo(wire);

        MimeMessage received = new MimeMessage(null, new ByteArrayInputStream(wire.toByteArray()));
        assertThat(received.getAllRecipients()).containsExactly(new InternetAddress("ada@example.com"));
        assertThat(received.getHeader("Subject")).containsExactly(MAIL.title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com, victim@example.com", "ada@example.com\r\nBcc: victim@example.com",
            "no address", ""})
    void whatIsNotOneAddressGetsNoMail(String address) {
        assertThatThrownBy(() -> postman.send(MAIL, new Contact(UUID.randomUUID(), address, "Ada")))
                .isInstanceOf(MailPreparationException.class);
        assertThat(sent).isEmpty();
    }

    private MimeMessage sentTo(String name) throws MessagingException {
        postman.send(MAIL, new Contact(UUID.randomUUID(), "ada@example.com", name));
        return sent.getFirst();
    }

    private Postman postman() {
        try {
            return new Postman(new JavaMailSenderImpl() {

                @Override
                protected void doSend(MimeMessage[] messages, Object @Nullable [] originals) {
                    sent.addAll(List.of(messages));
                }
            }, PROPERTIES);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
