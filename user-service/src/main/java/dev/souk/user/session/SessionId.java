package dev.souk.user.session;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names one login on one device; the {@code sid} of its access tokens. */
public record SessionId(UUID value) {

    static SessionId next() {
        return new SessionId(UuidCreator.getTimeOrderedEpoch());
    }
}
