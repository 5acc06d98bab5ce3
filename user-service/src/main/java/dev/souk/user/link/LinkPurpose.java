package dev.souk.user.link;

import java.time.Duration;

/** What a link may be used for, and for how long after its mail was written. */
public enum LinkPurpose {
    VERIFY_EMAIL(Duration.ofDays(1)),
    RESET_PASSWORD(Duration.ofMinutes(30));

    private final Duration validity;

    LinkPurpose(Duration validity) {
        this.validity = validity;
    }

    public Duration validity() {
        return validity;
    }
}
