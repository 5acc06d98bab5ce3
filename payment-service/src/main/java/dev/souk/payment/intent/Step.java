package dev.souk.payment.intent;

/** What the provider is asked for. */
public enum Step {
    AUTHORISE,
    CAPTURE,
    VOID,
    REFUND
}
