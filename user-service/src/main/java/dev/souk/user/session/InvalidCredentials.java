package dev.souk.user.session;

/** Unknown address or wrong password: which of them is never told. */
public final class InvalidCredentials extends RuntimeException {

    InvalidCredentials() {
        super("The e-mail address or the password is wrong");
    }
}
