package dev.souk.gateway.problem;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A filter refuses the request; the client is answered with the problem of the refusal. */
public final class Refused extends RuntimeException {

    private final Refusal refusal;
    private final @Nullable Duration retryAfter;

    public Refused(Refusal refusal) {
        this(refusal, refusal.retryAfter());
    }

    /** @param retryAfter in whole seconds */
    public Refused(Refusal refusal, @Nullable Duration retryAfter) {
        super(refusal.title(), null, false, false); // thrown often and for a reason that is no fault: no stack trace
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    Refusal refusal() {
        return refusal;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
