package dev.souk.user.mail;

import dev.souk.user.account.EmailAddress;
import java.time.Instant;
import java.util.UUID;

/** The wish to write to an address; whether it has an account is not known yet. */
record MailRequest(UUID id, MailKind kind, EmailAddress email, Instant requestedAt) {

    boolean isStaleAt(Instant now) {
        return now.isAfter(requestedAt.plus(kind.staleAfter()));
    }
}
