package dev.souk.payment.intent;

/** How far a payment is. Which trigger leads where is the table in {@link Transitions}. */
public enum PaymentState {

    /** Nothing is known but that others spoke of the order. */
    UNKNOWN,
    /** The amount is known; the goods are not held yet. */
    REQUESTED,
    /** The goods are held: the shopper may pay, or try again. */
    PAYABLE,
    /** The provider was asked to authorise. */
    AUTHORISING,
    /** The order was cancelled while the provider was asked: a yes will be voided. */
    ABANDONING,
    /** The amount is set aside. */
    AUTHORISED,
    /** The provider was asked to capture. */
    CAPTURING,
    /** The provider refused to capture: people have to look, as nothing asks again by itself yet. */
    CAPTURE_FAILED,
    /** The money is ours, less what was refunded. */
    CAPTURED,
    /** The provider was asked to void. */
    VOIDING,
    /** Nothing is owed and nothing was taken. */
    VOIDED,
    /** The provider said no to the last try. */
    DECLINED
}
