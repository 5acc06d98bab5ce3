package dev.souk.saboteur;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a program with stand-ins of the services' classes; system-tests does the same to the services themselves. */
class SaboteurTests {

    @Test
    void aProcessDiesAtTheOrderedPassing() {
        try (RunningVictim victim = new RunningVictim()) {
            victim.saboteur().killAt(KillPoint.BEFORE_PROVIDER_CALL, 2);

            assertThat(victim.tell("call")).isEqualTo("called");
            assertThat(victim.tell("call")).isNull();
            assertThat(victim.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void whatWasOrderedIsCalledOffAndOrderedAnew() {
        try (RunningVictim victim = new RunningVictim()) {
            Saboteur saboteur = victim.saboteur();
            saboteur.killAt(KillPoint.AFTER_PROVIDER_CALL, 1);
            saboteur.disarm();
            assertThat(victim.tell("call")).isEqualTo("called");

            saboteur.killAt(KillPoint.AFTER_PROVIDER_CALL, 1);
            assertThat(victim.tell("call")).isNull();
        }
    }

    @Test
    void aBugIsInForceUntilItIsMended() {
        try (RunningVictim victim = new RunningVictim()) {
            Saboteur saboteur = victim.saboteur();
            assertThat(victim.tell("see")).isEqualTo("[]");

            saboteur.introduce(Bug.INBOX_DROPPED);
            assertThat(victim.tell("see")).isEqualTo("[m1, m2]");

            saboteur.mend(Bug.INBOX_DROPPED);
            assertThat(victim.tell("see")).isEqualTo("[]");
        }
    }

    @Test
    void ordersCanBeGivenAtTheStart() {
        try (RunningVictim victim = new RunningVictim(agent("bug inbox-dropped; kill after-provider-call 1"))) {
            assertThat(victim.tell("see")).isEqualTo("[m1, m2]");
            assertThat(victim.tell("call")).isNull();
        }
    }

    @Test
    void aClockIsOffFromTheStart() {
        try (RunningVictim victim = new RunningVictim(Saboteur.clockOff(Duration.ofMinutes(-5)))) {
            assertThat(victim.tell("time")).isEqualTo("2026-03-01T11:55:00Z");
        }
    }

    @Test
    void aPointThatTheProgramNeverPassesIsRefusedAndTheProgramLives() {
        try (RunningVictim victim = new RunningVictim()) {
            Saboteur saboteur = victim.saboteur();

            assertThatThrownBy(() -> saboteur.killAt(KillPoint.BEFORE_COMMIT, 1)).isInstanceOf(SabotageFailed.class);
            assertThatThrownBy(() -> saboteur.introduce(Bug.RELEASE_TWICE)).isInstanceOf(SabotageFailed.class);
            assertThat(victim.tell("call")).isEqualTo("called");
        }
    }

    @Test
    void aJvmWhoseOrdersCannotBeCarriedOutDoesNotStart() {
        for (String orders : new String[]{"kill nowhere 1", "kill before-commit 1", "kill before-provider-call 0",
                "bug no-such-bug", "clock late", "dance", ""}) {
            try (RunningVictim victim = new RunningVictim(agent(orders))) {
                assertThat(victim.exitCode()).as(orders).isNotZero();
            }
        }
    }

    @Test
    void aProcessThatHasEndedCannotBeReached() {
        try (RunningVictim victim = new RunningVictim()) {
            Saboteur saboteur = victim.saboteur();
            victim.close();

            assertThatThrownBy(() -> saboteur.killAt(KillPoint.BEFORE_PROVIDER_CALL, 1))
                    .isInstanceOf(SabotageFailed.class).hasMessageContaining("cannot be reached");
        }
    }

    private static String agent(String orders) {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return "-javaagent:"
                    + files.filter(file -> file.toString().endsWith("SNAPSHOT.jar")).findFirst().orElseThrow()
                    + "=" + orders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
