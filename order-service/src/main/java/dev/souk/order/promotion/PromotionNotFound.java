package dev.souk.order.promotion;

import java.util.UUID;

public final class PromotionNotFound extends RuntimeException {

    PromotionNotFound(UUID id) {
        super("There is no coupon " + id);
    }
}
