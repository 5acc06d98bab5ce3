package dev.souk.user.session;

/** Why a session ended before its time. */
enum EndReason {
    LOGGED_OUT,
    REVOKED,
    PASSWORD_CHANGED,
    ACCOUNT_DELETED,
    TOKEN_REUSED
}
