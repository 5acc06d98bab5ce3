package dev.souk.user.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * AES-256-GCM (NIST SP 800-38D) under a key of the {@link ServerSecret}. The result is a random nonce of 12 bytes, the ciphertext and its
 * tag.
 */
@Component
final class KeyEncryption {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    KeyEncryption(ServerSecret secret) {
        key = secret.key("souk signing keys at rest", "AES");
    }

    /** @param name bound to the result: under another name it does not decrypt, so rows cannot be swapped */
    byte[] encrypt(byte[] plain, String name) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot encrypt with AES-GCM", e);
        }
    }

    /** @throws WrongKeyEncryptionSecret when it was encrypted with another secret or name, or was changed since */
    byte[] decrypt(byte[] encrypted, String name) {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(encrypted).get(nonce);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, name)
                    .doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new WrongKeyEncryptionSecret(name, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot decrypt with AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
