package dev.souk.user.session;

/**
 * What a client holds after a login.
 *
 * @param deviceToken to be shown at the next login from this device, see {@link KnownDevices}
 */
public record Login(Tokens tokens, String deviceToken) {

    /** It stays out of every log. */
    @Override
    public String toString() {
        return "Login[tokens=" + tokens + "]";
    }
}
