package dev.souk.gateway.problem;

/** A filter refuses the request; the client is answered with the problem of the refusal. */
public final class Refused extends RuntimeException {

    private final Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.title(), null, false, false); // thrown often and for a reason that is no fault: no stack trace
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
