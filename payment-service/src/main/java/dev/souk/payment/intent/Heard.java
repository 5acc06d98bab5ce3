package dev.souk.payment.intent;

/** What came of an answer that the provider told by webhook. */
public enum Heard {
    /** It was the first answer to its call. */
    TAKEN,
    /** The direct answer was there before. */
    KNOWN,
    /** This event was told before. */
    REPEATED,
    /** It answers no call of ours. */
    NOT_OURS
}
