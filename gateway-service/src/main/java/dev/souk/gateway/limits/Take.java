package dev.souk.gateway.limits;

import java.time.Duration;

/**
 * What asking a token bucket came to.
 *
 * @param tokens how many were taken, none when there was none
 * @param remaining tokens that are left
 * @param pause until there is a token again; zero when one was taken
 */
record Take(long tokens, long remaining, Duration pause) {

    boolean taken() {
        return tokens > 0;
    }
}
