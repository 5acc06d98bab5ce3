package dev.souk.payment.intent;

/** What can happen to a payment. The order is the order in which remembered ones are tried again. */
enum Trigger {

    ORDER_CANCELLED,
    ORDER_CREATED,
    STOCK_RESERVED,
    /** By the shopper, or by the order when it was placed with a method. */
    PAY,
    /** The provider authorised. */
    APPROVED,
    /** The provider did not authorise, and the shopper may try again. */
    REFUSED,
    /** The provider did not authorise, and no try is left. */
    REFUSED_FOR_GOOD,
    SHIPMENT_CREATED,
    CAPTURE_DONE,
    CAPTURE_REFUSED,
    VOID_DONE,
    VOID_REFUSED,
    REFUND_DONE,
    /** A person has to see to it. */
    REFUND_REFUSED,
    /** The refund of a return, which is asked for again without a person's doing. */
    REFUND_REFUSED_FOR_NOW,
    /** The pause after a refusal is over, or an operator mended what stood in the way. */
    TRY_AGAIN
}
