package dev.souk.user.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefreshTokenTests {

    @Test
    void tokensHave256RandomBits() {
        assertThat(RefreshToken.next().value()).hasSize(43).isNotEqualTo(RefreshToken.next().value());
    }

    @Test
    void theStoredHashDoesNotOpenAnything() {
        RefreshToken token = RefreshToken.next();

        assertThat(token.hash()).hasSize(32).isEqualTo(new RefreshToken(token.value()).hash());
        assertThat(token).asString().doesNotContain(token.value());
    }
}
