package dev.souk.payment.config;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import dev.souk.payment.sandbox.web.SandboxSettings;
import jakarta.validation.constraints.Min;

/**
 * @param deadline how long we wait for an answer
 * @param port where the sandbox listens on loopback; 0 takes any that is free
 * @param latency how long the sandbox takes for each answer
 * @param slowAnswer how long the sandbox takes for {@code tok_timeout} and {@code tok_answer_lost}; longer than the deadline
 */
@ConditionalOnProperty(name = "souk.payments.provider", havingValue = "sandbox")
@ConfigurationProperties("souk.payments.sandbox")
@Validated
record SandboxProperties(@DefaultValue("2s") Duration deadline, @DefaultValue("0") int port,
        @DefaultValue("0ms") Duration latency, @DefaultValue("3s") Duration slowAnswer, Webhooks webhooks) {

    /**
     * @param url where the sandbox sends its webhooks
     * @param secret signs them; the sandbox and we know it
     * @param tolerance how far the time of a signature may be from ours
     * @param copies how often each event is sent
     * @param shuffled whether those that are due together are sent in any order
     * @param delay between an answer and its webhook
     * @param firstRetry pause after the first time that a webhook was not taken; each further pause is twice as long
     * @param longestRetry no pause is longer
     */
    record Webhooks(URI url, String secret, @DefaultValue("5m") Duration tolerance,
            @DefaultValue("1") @Min(1) int copies,
            @DefaultValue("false") boolean shuffled, @DefaultValue("200ms") Duration delay,
            @DefaultValue("500ms") Duration firstRetry, @DefaultValue("1m") Duration longestRetry) {

        Webhooks {
            if (secret.isBlank()) {
                throw new IllegalArgumentException(
                        "Set SOUK_WEBHOOK_SECRET to a random value: it signs what the sandbox tells");
            }
        }

        SandboxSettings.Webhooks settings() {
            return new SandboxSettings.Webhooks(url, secret, copies, shuffled, delay, firstRetry, longestRetry);
        }
    }
}
