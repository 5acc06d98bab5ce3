package dev.souk.user.account;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names an account for ever, also after its deletion; the {@code sub} of its access tokens. */
public record UserId(UUID value) {

    /** A new id, greater than those made before it, so that a list in id order is a list in order of registration. */
    static UserId next() {
        return new UserId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
