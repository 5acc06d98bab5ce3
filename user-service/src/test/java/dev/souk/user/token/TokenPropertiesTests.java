package dev.souk.user.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenPropertiesTests {

    @Test
    void noAccessTokenOutlivesWhatTheGatewaysRememberOfItsSession() {
        assertThat(with(Duration.ofMinutes(10)).accessLifetime()).isEqualTo(Duration.ofMinutes(10));

        assertThatIllegalArgumentException().isThrownBy(() -> with(Duration.ofMinutes(10).plusSeconds(1)))
                .withMessageContaining("souk.tokens.access-lifetime").withMessageContaining("revoked");
    }

    @Test
    void noKeySignsBeforeEverybodyWhoKeepsTheKeysHasLookedAgain() {
        Duration kept = Duration.ofMinutes(5).plusSeconds(10);
        assertThat(with(Duration.ofMinutes(10), kept.plusMillis(1)).keyLead()).isGreaterThan(kept);

        assertThatIllegalArgumentException().isThrownBy(() -> with(Duration.ofMinutes(10), kept))
                .withMessageContaining("key-lead").withMessageContaining("key-cache");
    }

    private static TokenProperties with(Duration accessLifetime) {
        return with(accessLifetime, Duration.ofMinutes(15));
    }

    private static TokenProperties with(Duration accessLifetime, Duration keyLead) {
        return new TokenProperties("https://souk.test", accessLifetime, Duration.ofMinutes(5), Duration.ofDays(30),
                keyLead, Duration.ofSeconds(10), Duration.ofMinutes(5), "Zk3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aP");
    }
}
