package dev.souk.user.audit;

/** What an administrator may want to know of later. */
public enum SecurityEventType {
    REGISTERED,
    EMAIL_VERIFIED,
    LOGGED_IN,
    LOGIN_REFUSED,
    /** Logins are refused before their password is looked at, from now until the end of the throttle's window. */
    LOGINS_THROTTLED,
    /** Requests that end in a mail are refused, as above. */
    MAILS_THROTTLED,
    SESSION_ENDED,
    PASSWORD_CHANGED,
    ROLES_CHANGED,
    ACCOUNT_DELETED,
    KEY_PUBLISHED,
    KEY_DELETED
}
