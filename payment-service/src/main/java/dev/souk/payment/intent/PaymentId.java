package dev.souk.payment.intent;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** A payment intent, by its UUIDv7. */
public record PaymentId(UUID value) {

    static PaymentId next() {
        return new PaymentId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
