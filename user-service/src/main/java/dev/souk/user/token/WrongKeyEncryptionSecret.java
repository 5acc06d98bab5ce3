package dev.souk.user.token;

/** The stored signing key was encrypted with another secret. */
final class WrongKeyEncryptionSecret extends RuntimeException {

    WrongKeyEncryptionSecret(String kid, Throwable cause) {
        super("""
                Signing key %s cannot be decrypted: SOUK_KEY_ENCRYPTION_SECRET is not the one that it was encrypted with. Restore \
                that secret; or, when it is lost, delete all rows of the table signing_key: a new key is made at the next start, \
                and access tokens that are out are refused until they are refreshed."""
                .formatted(kid), cause);
    }
}
