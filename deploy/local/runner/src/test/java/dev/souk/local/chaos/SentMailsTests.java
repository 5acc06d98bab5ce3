package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.chaos.Injector.Done;
import dev.souk.local.chaos.Injector.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentMailsTests {

    @Test
    void mailsThatHaveAllComeOnceAreInOrder() {
        assertThat(SentMails.compare(Map.of("a", 1, "b", 2), Map.of("a", 1, "b", 2), 0)).isEmpty();
    }

    @Test
    void aMailThatHasNotComeIsFound() {
        assertThat(SentMails.compare(Map.of("a", 1, "b", 1), Map.of("a", 1), 5))
                .containsExactly("mails-arrive: b has not come");
    }

    @Test
    void aMailThatNobodyWantedIsFound() {
        assertThat(SentMails.compare(Map.of(), Map.of("a", 1), 0)).isNotEmpty();
    }

    @Test
    void onlyAFaultThatHappenedAndCutTheSendingOffExplainsARepeat() {
        assertThat(SentMails.explained(List.of(
                done(FaultKind.KILL_SERVICE, "notification-service", Outcome.HAPPENED),
                done(FaultKind.PAUSE_ENGINE, "postgres", Outcome.HAPPENED),
                done(FaultKind.STALLED_LINK, "postgres/notification-service", Outcome.MISSED),
                done(FaultKind.HALT_SERVICE, "notification-service", Outcome.FAILED),
                done(FaultKind.KILL_SERVICE, "order-service", Outcome.HAPPENED)))).isEqualTo(2);
    }

    @Test
    void aServiceThatRunsForAWhileWithAWrongClockIsKilledTwice() {
        assertThat(SentMails.explained(List.of(done(FaultKind.CLOCK_OFF, "notification-service", Outcome.HAPPENED))))
                .isEqualTo(2);
        assertThat(SentMails.explained(List.of(done(FaultKind.CLOCK_OFF, "notification-service", Outcome.MISSED))))
                .as("killed, and not started again").isEqualTo(1);
    }

    private static Done done(FaultKind kind, String target, Outcome outcome) {
        return new Done(new Fault(kind, target, Duration.ZERO, Duration.ofSeconds(5), 0), Instant.EPOCH, Instant.EPOCH,
                outcome, "");
    }

    @Test
    void eachProgramThatDiedExplainsOneMailThatCameTwice() {
        assertThat(SentMails.compare(Map.of("a", 1), Map.of("a", 2), 0)).hasSize(1);
        assertThat(SentMails.compare(Map.of("a", 1), Map.of("a", 2), 1)).isEmpty();
        assertThat(SentMails.compare(Map.of("a", 1), Map.of("a", 3), 1)).hasSize(2);
    }
}
