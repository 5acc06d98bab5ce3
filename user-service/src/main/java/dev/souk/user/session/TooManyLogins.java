package dev.souk.user.session;

import java.time.Duration;

/** Too many logins failed for this account or from this client. */
public final class TooManyLogins extends RuntimeException {

    private final String limit;
    private final boolean first;
    private final Duration retryAfter;

    /**
     * @param limit which one was reached
     * @param first whether it refuses for the first time in its window
     */
    TooManyLogins(String limit, boolean first, Duration retryAfter) {
        super("Too many failed logins; wait before you try again");
        this.limit = limit;
        this.first = first;
        this.retryAfter = retryAfter;
    }

    String limit() {
        return limit;
    }

    boolean isFirst() {
        return first;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
