package dev.souk.notification.domain;

/** Why an order was cancelled. */
public enum CancellationReason {
    OUT_OF_STOCK,
    PAYMENT_DECLINED,
    UNPAID,
    BY_SHOPPER,
    BY_OPERATOR,
    /** One that the order-service learned after us: the shopper is told all the same, without a reason. */
    OTHER;

    /** The reason of that name, as events spell it. */
    public static CancellationReason named(String name) {
        for (CancellationReason reason : values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return OTHER;
    }
}
