package dev.souk.payment.intent;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The provider's no to the last step that it was asked for.
 *
 * @param times how often in a row
 * @param retryAt when the step is tried again; null while it is being tried, or when a person has to see to it
 */
public record Refusal(Step step, String reason, int times, @Nullable Instant retryAt) {

    static Refusal after(@Nullable Refusal previous, Step step, String reason) {
        int before = previous != null && previous.step == step ? previous.times : 0;
        return new Refusal(step, reason, before + 1, null);
    }

    Refusal tryAgain(@Nullable Instant at) {
        return new Refusal(step, reason, times, at);
    }

    boolean isDue(Instant now) {
        return retryAt != null && !retryAt.isAfter(now);
    }
}
