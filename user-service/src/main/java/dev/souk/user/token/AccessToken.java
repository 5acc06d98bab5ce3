package dev.souk.user.token;

import java.time.Duration;

/** A signed JWT as its bearer sends it, and for how long it is good. */
public record AccessToken(String value, Duration lifetime) {

    /** It opens doors: it stays out of every log. */
    @Override
    public String toString() {
        return "AccessToken[lifetime=" + lifetime + "]";
    }
}
