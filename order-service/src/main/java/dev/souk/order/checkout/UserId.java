package dev.souk.order.checkout;

import java.util.UUID;

/** The account that an order belongs to. */
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
