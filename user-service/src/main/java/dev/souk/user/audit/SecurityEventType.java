package dev.souk.user.audit;

/** What an administrator may want to know of later. */
public enum SecurityEventType {
    REGISTERED,
    EMAIL_VERIFIED,
    LOGGED_IN,
    LOGIN_REFUSED,
    SESSION_ENDED,
    PASSWORD_CHANGED,
    ROLES_CHANGED,
    ACCOUNT_DELETED,
    KEY_PUBLISHED,
    KEY_DELETED
}
