package dev.souk.user.session;

/** The refresh token is unknown, was used before, or its session has ended. */
public final class InvalidRefreshToken extends RuntimeException {

    InvalidRefreshToken() {
        super("The refresh token is not valid (any more): log in again");
    }
}
