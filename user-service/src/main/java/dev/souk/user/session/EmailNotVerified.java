package dev.souk.user.session;

/** The password is right, but nobody has shown yet that the account's address is theirs. */
public final class EmailNotVerified extends RuntimeException {

    EmailNotVerified() {
        super("Open the link in the mail that we sent you, then log in; another one comes by POST /api/v1/auth/verify-email/resend");
    }
}
