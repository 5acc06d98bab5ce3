package dev.souk.payment.intent;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Min;

/** @param tries how often a shopper may try who pays after ordering */
@ConfigurationProperties("souk.payments")
@Validated
record PaymentProperties(@DefaultValue("3") @Min(1) int tries, @DefaultValue Retries retries,
        @DefaultValue Worker worker) {

    /**
     * What follows when the provider refuses to capture, to void, or to pay back a cancelled order or a return.
     *
     * @param tries refusals in a row after which people are alarmed. Capturing waits for an operator then; voiding and paying
     *        back go on
     * @param firstPause after the first refusal; each further pause is twice as long
     * @param longestPause no pause is longer
     */
    record Retries(@DefaultValue("5") @Min(1) int tries, @DefaultValue("1m") Duration firstPause,
            @DefaultValue("1h") Duration longestPause) {

        Duration pauseAfter(int refusals) {
            return doubled(firstPause, refusals - 1, longestPause);
        }
    }

    /**
     * How calls to the provider are made.
     *
     * @param concurrency calls at the same time, per instance
     * @param lease how long an instance keeps a call for itself; longer than the provider's deadline
     * @param firstRetry pause after the first call without an answer; each further pause is twice as long
     * @param longestRetry no pause is longer
     * @param pollInterval how often to look for calls that nobody announced: retries, and what a dead instance left
     */
    record Worker(@DefaultValue("8") @Min(1) int concurrency, @DefaultValue("30s") Duration lease,
            @DefaultValue("200ms") Duration firstRetry, @DefaultValue("30s") Duration longestRetry,
            @DefaultValue("500ms") Duration pollInterval) {

        Duration pauseAfter(int asked) {
            return doubled(firstRetry, asked - 1, longestRetry);
        }
    }

    private static Duration doubled(Duration pause, int times, Duration longest) {
        var doubled = pause.multipliedBy(1L << Math.min(times, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
