package dev.souk.user.account;

/** More passwords are waiting to be checked than this instance can check in time; trying again shortly may succeed. */
public final class HashingOverloaded extends RuntimeException {

    HashingOverloaded() {
        super("Too many passwords are waiting to be checked");
    }
}
