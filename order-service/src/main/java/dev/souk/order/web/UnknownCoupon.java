package dev.souk.order.web;

/** No such coupon is valid. */
final class UnknownCoupon extends RuntimeException {

    UnknownCoupon(String code) {
        super("There is no valid coupon " + code);
    }
}
