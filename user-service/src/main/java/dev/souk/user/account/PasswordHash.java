package dev.souk.user.account;

/** What is stored of an acceptable password. */
public record PasswordHash(String value) {

    /** It stays out of every log. */
    @Override
    public String toString() {
        return "(a password hash)";
    }
}
