package dev.souk.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.test.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.souk.gateway.settings.Rate;
import org.junit.jupiter.api.Test;

class LeasesTests {

    private static final Rate RATE = new Rate(50, Duration.ofSeconds(1), 100L);
    private static final String BUCKET = "user:1";

    private final HandClock clock = new HandClock(Instant.parse("2026-01-01T10:00:00Z"));
    private final Leases leases = new Leases(clock);

    @Test
    void whoComesOnceTakesNothingInAdvance() {
        assertThat(leases.take(BUCKET)).isNull();
        assertThat(leases.wanted(BUCKET, RATE)).isOne();
    }

    @Test
    void whoComesBackWithinASecondMayTakeWhatASecondBrings() {
        leases.keep(BUCKET, new Take(1, 99, Duration.ZERO));

        assertThat(leases.wanted(BUCKET, RATE)).isEqualTo(50);
        clock.pass(Duration.ofSeconds(1));
        assertThat(leases.wanted(BUCKET, RATE)).isOne();
    }

    @Test
    void aLeaseIsSpentTokenByTokenAndSaysWhatIsLeft() {
        leases.keep(BUCKET, new Take(3, 90, Duration.ZERO));

        assertThat(Objects.requireNonNull(leases.take(BUCKET)).remaining()).isEqualTo(91);
        assertThat(Objects.requireNonNull(leases.take(BUCKET)).remaining()).isEqualTo(90);
        assertThat(leases.take(BUCKET)).isNull();
    }

    @Test
    void whatIsNotSpentWithinASecondIsLost() {
        leases.keep(BUCKET, new Take(3, 90, Duration.ZERO));

        clock.pass(Duration.ofSeconds(1));

        assertThat(leases.take(BUCKET)).isNull();
    }

    @Test
    void whatTwoRequestsTakeAtTheSameTimeIsNotLost() {
        leases.keep(BUCKET, new Take(3, 90, Duration.ZERO));
        leases.keep(BUCKET, new Take(2, 88, Duration.ZERO));

        assertThat(Objects.requireNonNull(leases.take(BUCKET)).remaining()).isEqualTo(90);
    }

    @Test
    void ofRequestsAtTheSameTimeOnlyOneTakesTokensInAdvance() {
        leases.keep(BUCKET, new Take(1, 99, Duration.ZERO));

        assertThat(leases.wanted(BUCKET, RATE)).isEqualTo(50);
        assertThat(leases.wanted(BUCKET, RATE)).isOne();
        leases.keep(BUCKET, new Take(1, 89, Duration.ZERO));
        assertThat(leases.wanted(BUCKET, RATE)).as("an answer to one that asked for itself only").isOne();

        leases.keep(BUCKET, new Take(9, 80, Duration.ZERO));

        assertThat(leases.wanted(BUCKET, RATE)).isEqualTo(50);
    }

    @Test
    void whoGotNoAnswerKeepsOthersFromAskingForASecond() {
        leases.keep(BUCKET, new Take(1, 99, Duration.ZERO));
        assertThat(leases.wanted(BUCKET, RATE)).isEqualTo(50);

        clock.pass(Duration.ofMillis(999));
        leases.keep(BUCKET, new Take(1, 98, Duration.ZERO));
        assertThat(leases.wanted(BUCKET, RATE)).isOne();

        clock.pass(Duration.ofMillis(1));
        assertThat(leases.wanted(BUCKET, RATE)).isEqualTo(50);
    }
}
