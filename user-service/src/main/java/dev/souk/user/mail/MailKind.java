package dev.souk.user.mail;

import java.time.Duration;

/** What somebody is written about, and after how long it is not worth a mail any more. */
public enum MailKind {
    VERIFY_EMAIL(Duration.ofDays(1)),
    /** Instead of {@link #VERIFY_EMAIL} to an address that is verified: somebody registered with it again. */
    ALREADY_REGISTERED(Duration.ofDays(1)),
    /** Instead of {@link #VERIFY_EMAIL} to an address that was registered twice before it was verified. */
    CHOOSE_PASSWORD(Duration.ofDays(1)),
    RESET_PASSWORD(Duration.ofMinutes(30)),
    PASSWORD_CHANGED(Duration.ofDays(2));

    private final Duration staleAfter;

    MailKind(Duration staleAfter) {
        this.staleAfter = staleAfter;
    }

    Duration staleAfter() {
        return staleAfter;
    }
}
