package dev.souk.notification.messaging;

import dev.souk.common.messaging.TryAgainLater;
import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.notification.mail.AccountMails;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Mails about accounts, which user-service asks for. */
@Component
class MailRequestsListener {

    private final AccountMails mails;

    MailRequestsListener(AccountMails mails) {
        this.mails = mails;
    }

    /** A mail server that is away is waited for; a mail that it does not take becomes a dead letter. */
    void requested(MailRequested event) {
        try {
            mails.send(event.requestId());
        } catch (DependencyUnavailable away) {
            throw new TryAgainLater("user-service does not say what to write", away);
        }
    }

    record MailRequested(UUID requestId) {}
}
