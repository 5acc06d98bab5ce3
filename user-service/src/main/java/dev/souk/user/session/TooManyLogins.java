package dev.souk.user.session;

import java.time.Duration;

/** Too many logins failed for this account or from this client. */
public final class TooManyLogins extends RuntimeException {

    private final Duration retryAfter;

    TooManyLogins(Duration retryAfter) {
        super("Too many failed logins; wait before you try again");
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
