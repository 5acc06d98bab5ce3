package dev.souk.user.account;

/** Administrators cannot demote themselves, and the last one cannot be demoted or deleted: nobody could undo it. */
public final class WouldLockOutAdministrator extends RuntimeException {

    WouldLockOutAdministrator() {
        super("One administrator must remain, and none can give the role up: let another administrator take it away");
    }
}
