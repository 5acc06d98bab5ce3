package dev.souk.user.account;

/** A chosen password breaks a rule; the message says which one and never holds the password. */
public final class UnacceptablePassword extends RuntimeException {

    UnacceptablePassword(String rule) {
        super(rule);
    }
}
