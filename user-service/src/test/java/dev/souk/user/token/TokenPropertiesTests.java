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

    private static TokenProperties with(Duration accessLifetime) {
        return new TokenProperties("https://souk.test", accessLifetime, Duration.ofMinutes(5), Duration.ofDays(30),
                Duration.ofMinutes(15), Duration.ofSeconds(10), "Zk3vQ8rT1mX6bN9cW2yL5hJ7gF4dS0aP");
    }
}
