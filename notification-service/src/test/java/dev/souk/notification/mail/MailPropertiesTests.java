package dev.souk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailPropertiesTests {

    private final MailProperties properties = new MailProperties("Souk <orders@souk.test>", Duration.ofSeconds(1),
            Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofDays(2));

    @ParameterizedTest
    @CsvSource({"1, PT1S", "2, PT2S", "5, PT16S", "10, PT8M32S", "11, PT10M", "1000, PT10M"})
    void thePausesGrowUpToTheLongest(int attempts, Duration pause) {
        assertThat(properties.pauseAfter(attempts)).isEqualTo(pause);
    }
}
