package dev.souk.notification.mail;

import dev.souk.notification.client.Contact;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands mails to the SMTP server. */
@Component
class Postman {

    private final JavaMailSender smtp;
    private final InternetAddress sender;

    Postman(JavaMailSender smtp, MailProperties properties) throws MessagingException {
        this.smtp = smtp;
        sender = new InternetAddress(properties.from(), true);
    }

    /** @throws MailException when the server did not take it */
    void send(WaitingMail mail, Contact contact) {
        send(MailText.of(mail.title(), mail.text(), contact.displayName()), contact.email(), contact.displayName(),
                mail.createdAt());
    }

    /** @throws MailException when the server did not take it */
    void send(MailText text, String email, String displayName, Instant writtenAt) {
        MimeMessage message = smtp.createMimeMessage();
        try {
            MimeMessageHelper parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            parts.setFrom(sender);
            parts.setTo(to(email, displayName));
            parts.setSubject(text.subject());
            parts.setText(text.plain(), text.html());
            parts.setSentDate(Date.from(writtenAt));
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new MailPreparationException(e);
        }
        smtp.send(message);
    }

    private static InternetAddress to(String email, String displayName)
            throws AddressException, UnsupportedEncodingException {
        InternetAddress to = new InternetAddress(email, true);
        to.setPersonal(displayName, StandardCharsets.UTF_8.name());
        return to;
    }
}
