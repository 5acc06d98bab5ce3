package dev.souk.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PasswordHashingTests {

    private static final Password SESAME = Password.claimed("open sesame");

    private final PasswordHashing hashing = new PasswordHashing(new PasswordProperties(1024, 1));

    @Test
    void aPasswordMatchesItsOwnHashOnly() {
        String hash = hashing.hash(SESAME);

        assertThat(hashing.matches(SESAME, hash)).isTrue();
        assertThat(hashing.matches(Password.claimed("open Sesame"), hash)).isFalse();
    }

    @Test
    void theHashIsArgon2idAndSaltedAnewEachTime() {
        assertThat(hashing.hash(SESAME)).startsWith("$argon2id$v=19$m=1024,t=1,p=1$")
                .isNotEqualTo(hashing.hash(SESAME));
    }

    @Test
    void nothingMatchesNobody() {
        assertThat(hashing.matches(SESAME, null)).isFalse();
    }

    @Test
    void aHashOfWeakerSettingsIsOutdatedAndStillMatches() {
        String weak = hashing.hash(SESAME);
        PasswordHashing stronger = new PasswordHashing(new PasswordProperties(1024, 2));

        assertThat(stronger.isOutdated(weak)).isTrue();
        assertThat(stronger.matches(SESAME, weak)).isTrue();
        assertThat(stronger.isOutdated(stronger.hash(SESAME))).isFalse();
    }

    @Test
    void settingsThatAreNoHashingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordProperties(64, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordProperties(7168, 0));
    }
}
