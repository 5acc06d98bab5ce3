package dev.souk.common.web.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells two requests apart without keeping what they said. */
@SuppressWarnings("ArrayRecordComponent") // compared by MessageDigest.isEqual only
record RequestHash(byte[] sha256) {

    static RequestHash of(byte[] request) {
        try {
            return new RequestHash(MessageDigest.getInstance("SHA-256").digest(request));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
