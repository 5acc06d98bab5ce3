package dev.souk.user.audit;

import dev.souk.user.account.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something for the audit trail, published in the transaction in which it happens. It holds no secret and no address.
 *
 * @param user whom it happened to; null for nobody
 * @param actor who did it, when it was somebody else
 * @param clientAddress of the request; only its network is stored
 * @param detail a word or two, never what somebody typed
 */
public record SecurityEvent(SecurityEventType type, @Nullable UserId user, @Nullable UserId actor,
        @Nullable UUID session, @Nullable String clientAddress, @Nullable String detail) {

    public static SecurityEvent of(SecurityEventType type, @Nullable UserId user) {
        return new SecurityEvent(type, user, null, null, null, null);
    }

    public SecurityEvent by(UserId another) {
        return new SecurityEvent(type, user, another, session, clientAddress, detail);
    }

    public SecurityEvent in(UUID thatSession) {
        return new SecurityEvent(type, user, actor, thatSession, clientAddress, detail);
    }

    public SecurityEvent from(String address) {
        return new SecurityEvent(type, user, actor, session, address, detail);
    }

    public SecurityEvent saying(String words) {
        return new SecurityEvent(type, user, actor, session, clientAddress, words);
    }
}
