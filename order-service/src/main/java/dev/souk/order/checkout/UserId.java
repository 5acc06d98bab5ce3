package dev.souk.order.checkout;

import java.util.UUID;

/** The account of a person: of the shopper that an order belongs to, or of an operator. */
public record UserId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
