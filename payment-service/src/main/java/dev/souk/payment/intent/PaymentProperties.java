package dev.souk.payment.intent;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import jakarta.validation.constraints.Min;

/** @param tries how often a shopper may try who pays after ordering */
@ConfigurationProperties("souk.payments")
@Validated
record PaymentProperties(@DefaultValue("3") @Min(1) int tries, @DefaultValue Worker worker) {

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
            var pause = firstRetry.multipliedBy(1L << Math.min(asked - 1, 20));
            return pause.compareTo(longestRetry) < 0 ? pause : longestRetry;
        }
    }
}
