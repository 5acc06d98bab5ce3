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
    /** The provider refused to capture: it is asked again after a pause, a few times; then by an operator. */
    CAPTURE_FAILED,
    /** The money is ours, less what was refunded. */
    CAPTURED,
    /** The order was cancelled after the money had been taken: all of it is or was given back, however often it takes. */
    REFUNDING,
    /** The provider was asked to void, however often it takes. */
    VOIDING,
    /** Nothing is owed and nothing was taken. */
    VOIDED,
    /** The provider said no to the last try. */
    DECLINED
}
