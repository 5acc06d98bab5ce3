package dev.souk.order.promotion;

/** Another promotion has this code, or had it: codes are never given out twice. */
public final class CodeTaken extends RuntimeException {

    CodeTaken(String code) {
        super("There is a coupon with the code " + code + " already: edit that one, or choose another code");
    }
}
