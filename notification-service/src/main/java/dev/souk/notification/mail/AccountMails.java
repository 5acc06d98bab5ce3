package dev.souk.notification.mail;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.notification.client.Letter;
import dev.souk.notification.client.Letters;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;

/** Mails about an account. They hold secrets, so they are sent at once and nothing of them is stored. */
@Component
public class AccountMails {

    private static final Logger log = LoggerFactory.getLogger(AccountMails.class);

    private final Letters letters;
    private final Postman postman;
    private final String shop;
    private final Clock clock;

    /** @param shop the address under which people reach it */
    AccountMails(Letters letters, Postman postman, @Value("${SOUK_PUBLIC_URL:http://localhost:8080}") String shop,
            Clock clock) {
        this.letters = letters;
        this.postman = postman;
        this.shop = shop;
        this.clock = clock;
    }

    /**
     * Sends what user-service says for this request, if anything. If it has to be repeated, its link is another one.
     *
     * @throws DependencyUnavailable when user-service does not answer
     * @throws MailException when the mail server did not take it
     */
    public void send(UUID requestId) {
        letters.find(requestId).ifPresent(this::send);
    }

    private void send(Letter letter) {
        switch (letter.kind()) {
            case "VERIFY_EMAIL" -> send(letter, "Is this your e-mail address?",
                    """
                            Somebody, we hope you, registered at Souk with this address. If it was you, confirm it with this code until %s: \
                            %s (POST %s/api/v1/auth/verify-email). If it was not you, do nothing."""
                            .formatted(
                                    letter.validUntil(), code(letter), shop));
            case "ALREADY_REGISTERED" -> send(letter, "You have an account already",
                    """
                            Somebody, maybe you, tried to register at Souk with this address, which has an account already. Nothing was \
                            changed. If you forgot your password, ask for another one: POST %s/api/v1/auth/password-reset."""
                            .formatted(shop));
            case "CHOOSE_PASSWORD" -> send(letter, "Choose the password of your account",
                    """
                            Somebody registered at Souk with this address more than once, and we cannot know whether each time it was you. \
                            If you want the account, choose its password with this code until %s: %s \
                            (POST %s/api/v1/auth/password-reset/confirm). No password that was given before works. If it was not you, do \
                            nothing."""
                            .formatted(letter.validUntil(), code(letter), shop));
            case "RESET_PASSWORD" -> send(letter, "Choose another password",
                    """
                            Somebody, we hope you, forgot the password of your account at Souk. If it was you, choose another one with this \
                            code until %s: %s (POST %s/api/v1/auth/password-reset/confirm). If it was not you, do nothing: your password \
                            stays as it is."""
                            .formatted(letter.validUntil(), code(letter), shop));
            case "PASSWORD_CHANGED" -> send(letter, "Your password was changed",
                    """
                            The password of your account at Souk was changed, and you were logged out elsewhere. If it was not you, set \
                            another one at once: POST %s/api/v1/auth/password-reset."""
                            .formatted(shop));
            default -> log.warn("user-service wants a mail of kind {} to be sent, which this version does not know",
                    letter.kind());
        }
    }

    private void send(Letter letter, String title, String text) {
        postman.send(MailText.of(title, text, letter.displayName()), letter.email(), letter.displayName(),
                clock.instant());
    }

    private static String code(Letter letter) {
        return Objects.requireNonNull(letter.token(), "A mail of this kind has a code");
    }
}
