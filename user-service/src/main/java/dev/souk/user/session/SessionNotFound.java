package dev.souk.user.session;

/** The caller has no such running session; whether another has is not told. */
public final class SessionNotFound extends RuntimeException {

    SessionNotFound(SessionId id) {
        super("You have no running session " + id.value());
    }
}
