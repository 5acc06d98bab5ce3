package dev.souk.user.account;

/** Administrators cannot take their own right away: the last one would lock everybody out. */
public final class WouldLockOutAdministrator extends RuntimeException {

    WouldLockOutAdministrator() {
        super("An administrator cannot give up being one; ask another administrator");
    }
}
