package dev.souk.user.oidc;

/** A sign-in at a provider does not lead to an account here; the message says what to do. */
public final class SignInRefused extends RuntimeException {

    public SignInRefused(String whatToDo) {
        super(whatToDo);
    }

    public SignInRefused(String whatToDo, Throwable cause) {
        super(whatToDo, cause);
    }
}
