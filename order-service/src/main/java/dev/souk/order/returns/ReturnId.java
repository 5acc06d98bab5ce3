package dev.souk.order.returns;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** A UUIDv7, so that returns sort by the time at which they were asked for. */
public record ReturnId(UUID value) {

    static ReturnId next() {
        return new ReturnId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
