package dev.souk.user.address;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names one address of one account. */
public record AddressId(UUID value) {

    static AddressId next() {
        return new AddressId(UuidCreator.getTimeOrderedEpoch());
    }
}
