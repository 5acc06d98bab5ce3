package dev.souk.user.account;

/** There is no account of this id, or it was deleted. */
public final class AccountNotFound extends RuntimeException {

    AccountNotFound(UserId id) {
        super("There is no account " + id);
    }
}
