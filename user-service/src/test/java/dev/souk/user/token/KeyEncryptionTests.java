package dev.souk.user.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEncryptionTests {

    private static final byte[] PRIVATE = "private part of a key".getBytes(StandardCharsets.UTF_8);

    private final KeyEncryption encryption = with("Zk3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aP");

    @Test
    void whatWasEncryptedCanBeDecrypted() {
        byte[] encrypted = encryption.encrypt(PRIVATE, "kid-1");

        assertThat(encryption.decrypt(encrypted, "kid-1")).isEqualTo(PRIVATE);
        assertThat(new String(encrypted, StandardCharsets.ISO_8859_1)).doesNotContain("private");
    }

    @Test
    void theSameIsNeverEncryptedTheSameTwice() {
        assertThat(encryption.encrypt(PRIVATE, "kid-1")).isNotEqualTo(encryption.encrypt(PRIVATE, "kid-1"));
    }

    @Test
    void anotherSecretSaysWhatToDo() {
        byte[] encrypted = encryption.encrypt(PRIVATE, "kid-1");

        assertThatExceptionOfType(WrongKeyEncryptionSecret.class)
                .isThrownBy(() -> with("another Zk3vQ8rT1mX6bN9cW2yL5hJ7g").decrypt(encrypted, "kid-1"))
                .withMessageContaining("SOUK_KEY_ENCRYPTION_SECRET");
    }

    @Test
    void aRowCannotPassForAnother() {
        byte[] encrypted = encryption.encrypt(PRIVATE, "kid-1");

        assertThatExceptionOfType(WrongKeyEncryptionSecret.class)
                .isThrownBy(() -> encryption.decrypt(encrypted, "kid-2"));
    }

    @Test
    void aChangedBitIsSeen() {
        byte[] encrypted = encryption.encrypt(PRIVATE, "kid-1");
        encrypted[encrypted.length - 1] ^= 1;

        assertThatExceptionOfType(WrongKeyEncryptionSecret.class)
                .isThrownBy(() -> encryption.decrypt(encrypted, "kid-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "changeit", "passwordpasswordpasswordpassword"})
    void aMissingOrWellKnownSecretIsRefusedWithAHint(String secret) {
        assertThatIllegalArgumentException().isThrownBy(() -> with(secret)).withMessageContaining("openssl rand");
    }

    private static KeyEncryption with(String secret) {
        return new KeyEncryption(new ServerSecret(new TokenProperties("https://souk.test", Duration.ofMinutes(10),
                Duration.ofMinutes(5), Duration.ofDays(30), Duration.ofMinutes(15), Duration.ofSeconds(10),
                Duration.ofMinutes(5), secret)));
    }
}
