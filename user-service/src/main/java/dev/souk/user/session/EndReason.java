package dev.souk.user.session;

/** Why a session ended before its time. */
enum EndReason {
    LOGGED_OUT,
    REVOKED,
    PASSWORD_CHANGED,
    ROLES_REDUCED,
    ACCOUNT_DELETED,
    TOKEN_REUSED
}
