package dev.souk.payment.intent;

/** What the provider is asked for. */
enum Step {
    AUTHORISE,
    CAPTURE,
    VOID,
    REFUND
}
