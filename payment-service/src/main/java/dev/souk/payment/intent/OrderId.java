package dev.souk.payment.intent;

import java.util.UUID;

/** An order of order-service. */
public record OrderId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
