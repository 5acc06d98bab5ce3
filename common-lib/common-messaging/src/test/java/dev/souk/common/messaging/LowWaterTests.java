package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LowWaterTests {

    private static final Duration QUICK = Duration.ofMillis(1);

    private Instant now = Instant.parse("2026-03-20T12:00:00Z");
    private final LowWater lowWater = new LowWater(() -> now);

    @BeforeEach
    void lookFromTheStart() {
        assertThat(lowWater.begin()).isZero();
        lowWater.looked(0, QUICK);
    }

    @Test
    void whatWasJustSentIsReadOverAgainForRowsThatCommitALittleLater() {
        lowWater.sent(100);
        passes(Duration.ofSeconds(9));

        assertThat(lowWater.begin()).isZero();
    }

    @Test
    void whatWasSentLongAgoIsPassedOver() {
        lowWater.sent(100);
        lookAfter(LowWater.SETTLING);
        lowWater.sent(200);
        lookAfter(LowWater.SETTLING);

        assertThat(lowWater.begin()).isEqualTo(100);
    }

    @Test
    void nowAndThenItIsLookedAtForRowsThatCommittedMuchLater() {
        lowWater.sent(100);
        lookAfter(LowWater.SETTLING);
        lookAfter(LowWater.SETTLING);
        assertThat(lowWater.begin()).isEqualTo(100);

        passes(LowWater.SETTLING);

        assertThat(lowWater.begin()).isZero();
    }

    @Test
    void theMoreItCostsTheMoreSeldomItIs() {
        lowWater.looked(0, Duration.ofSeconds(3));

        passes(Duration.ofSeconds(59));
        assertThat(lowWater.isLookBackDue()).isFalse();
        passes(Duration.ofSeconds(1));
        assertThat(lowWater.isLookBackDue()).isTrue();
    }

    private void lookAfter(Duration pause) {
        passes(pause);
        lowWater.looked(lowWater.begin(), QUICK);
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }
}
