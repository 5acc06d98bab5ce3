package dev.souk.order.promotion;

/** A shopper's coupon does not count for this order. */
public final class CouponRefused extends RuntimeException {

    public enum Reason {
        /** There is none, or it is somebody else's, which nobody is told. */
        UNKNOWN,
        NOT_YET_VALID,
        EXPIRED,
        /** As many orders have it as may. */
        EXHAUSTED,
        /** This shopper has used it as often as they may. */
        USED_UP,
        /** Not for what is ordered here. */
        NOT_APPLICABLE
    }

    private final Reason reason;

    private CouponRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public static CouponRefused unknown(String code) {
        return new CouponRefused(Reason.UNKNOWN, "There is no coupon " + code + ": check its spelling");
    }

    static CouponRefused notYetValid(String code, String from) {
        return new CouponRefused(Reason.NOT_YET_VALID, "The coupon " + code + " is valid from " + from
                + " on: order then, or without it");
    }

    static CouponRefused expired(String code, String until) {
        return new CouponRefused(Reason.EXPIRED, "The coupon " + code + " was valid until " + until
                + ": order without it");
    }

    static CouponRefused exhausted(String code) {
        return new CouponRefused(Reason.EXHAUSTED, "All coupons " + code + " have been used: order without it");
    }

    static CouponRefused usedUp(String code) {
        return new CouponRefused(Reason.USED_UP, "You have used the coupon " + code + " as often as you may:"
                + " order without it");
    }

    public static CouponRefused notApplicable(String code, String why) {
        return new CouponRefused(Reason.NOT_APPLICABLE, "The coupon " + code + " does not apply: " + why);
    }

    public Reason reason() {
        return reason;
    }
}
