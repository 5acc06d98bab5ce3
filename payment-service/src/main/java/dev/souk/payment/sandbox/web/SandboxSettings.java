package dev.souk.payment.sandbox.web;

import java.net.URI;
import java.time.Duration;

/**
 * @param port on loopback; 0 takes any that is free
 * @param latency before each answer
 * @param slowAnswer how long an answer takes that is to come too late
 */
public record SandboxSettings(Database database, int port, Duration latency, Duration slowAnswer, Webhooks webhooks) {

    /** The books; the user must own the schema {@code sandbox}. */
    public record Database(String url, String user, String password) {}

    /**
     * @param url who is told
     * @param secret signs what is told
     * @param copies how often each event is sent, even if it was taken
     * @param shuffled whether those that are due together are sent in any order
     * @param delay between the answer and the webhook
     * @param firstRetry pause after the first time that it was not taken; each further pause is twice as long
     * @param longestRetry no pause is longer
     */
    public record Webhooks(URI url, String secret, int copies, boolean shuffled, Duration delay, Duration firstRetry,
            Duration longestRetry) {

        Duration pauseAfter(int attempts) {
            var doubled = firstRetry.multipliedBy(1L << Math.min(attempts - 1, 20));
            return doubled.compareTo(longestRetry) < 0 ? doubled : longestRetry;
        }
    }
}
