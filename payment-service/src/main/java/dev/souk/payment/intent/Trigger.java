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
    REFUND_REFUSED,
    /** The provider has refused the same refund before. */
    REFUND_REFUSED_AGAIN,
    /** The pause after a refusal is over, or an operator mended what stood in the way. */
    TRY_AGAIN
}
