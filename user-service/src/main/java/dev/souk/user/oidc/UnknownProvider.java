package dev.souk.user.oidc;

/** No provider of this name is configured. */
public final class UnknownProvider extends RuntimeException {

    public UnknownProvider(String name) {
        super("There is no sign-in by " + name);
    }
}
