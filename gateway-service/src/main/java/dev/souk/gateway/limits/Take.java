package dev.souk.gateway.limits;

import java.time.Duration;

/**
 * What asking a token bucket for one token came to.
 *
 * @param remaining tokens that are left
 * @param pause until there is a token again; zero when one was taken
 */
record Take(boolean taken, long remaining, Duration pause) {}
