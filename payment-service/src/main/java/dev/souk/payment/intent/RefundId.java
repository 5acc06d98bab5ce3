package dev.souk.payment.intent;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** A refund, by its UUIDv7. */
public record RefundId(UUID value) {

    static RefundId next() {
        return new RefundId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
