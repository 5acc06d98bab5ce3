package dev.souk.user.mail;

import java.time.Duration;

/** Too many mails were asked for, by this client or by all together. */
public final class TooManyMails extends RuntimeException {

    private final Duration retryAfter;

    TooManyMails(Duration retryAfter) {
        super("Too many mails were asked for; wait before you ask for another one");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
