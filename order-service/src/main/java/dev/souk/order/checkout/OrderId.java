package dev.souk.order.checkout;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** A UUIDv7, so that orders sort by the time at which they were placed. */
public record OrderId(UUID value) {

    static OrderId next() {
        return new OrderId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
