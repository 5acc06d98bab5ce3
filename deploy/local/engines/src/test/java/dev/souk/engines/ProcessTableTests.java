package dev.souk.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTests {

    @TempDir
    Path directory;

    private ProcessTable table;

    @BeforeEach
    void openTable() {
        table = new ProcessTable(directory.resolve("run"));
    }

    @AfterEach
    void stopEverything() {
        table.all().forEach(running -> table.stop(running.name(), Duration.ZERO));
    }

    @Test
    void aStartedProgramIsFoundByAnotherTableOnTheSameDirectory() {
        Running started = table.start(program("exec sleep 300"));

        ProcessTable other = new ProcessTable(directory.resolve("run"));
        assertThat(other.find("program")).contains(started);
        assertThat(other.all()).containsExactly(started);
        assertThat(started.residentKiB()).isPositive();
    }

    @Test
    void aProgramThatRunsIsNotStartedAgain() {
        Running first = table.start(program("exec sleep 300"));

        assertThat(table.start(program("exec sleep 300"))).isEqualTo(first);
    }

    @Test
    void aStoppedProgramIsGone() {
        Running started = table.start(program("exec sleep 300"));

        table.stop("program", Duration.ofSeconds(5));

        assertThat(table.find("program")).isEmpty();
        assertThat(Birth.of(started.pid())).isEmpty();
        assertThat(started.residentKiB()).isZero();
    }

    @Test
    void aFrozenProgramStandsStillUntilItIsThawed() {
        table.start(program("exec sleep 300"));
        assertThat(table.isFrozen("program")).isFalse();

        table.freeze("program");
        await().untilAsserted(() -> assertThat(table.isFrozen("program")).isTrue());

        table.thaw("program");
        await().untilAsserted(() -> assertThat(table.isFrozen("program")).isFalse());
        table.stop("program", Duration.ZERO);
        assertThat(table.isFrozen("program")).isFalse();
    }

    @Test
    void aProgramThatEndsEarlyIsReportedWithItsExitStatusAndTheEndOfItsLog() {
        Program program = program("for i in $(seq 30); do echo line $i; done; exit 3", () -> false);
        table.start(program);

        assertThatThrownBy(() -> table.awaitReady(program)).isInstanceOf(ProgramDied.class)
                .hasMessageContaining("exit status 3").hasMessageContaining("line 30").hasMessageContaining("line 11")
                .hasMessageNotContaining("line 10");
    }

    @Test
    void aProgramThatIsNotReadyInTimeIsReportedWithTheEndOfItsLog() {
        Program program = program("echo still busy; exec sleep 300", () -> false);
        table.start(program);

        assertThatThrownBy(() -> table.awaitReady(program)).isInstanceOf(ProgramNotReady.class)
                .hasMessageContaining("not ready within 1 s").hasMessageContaining("still busy");
    }

    @Test
    void aTakenPortIsReportedWithItsOwnerBeforeAnythingStarts() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program program = program("exec sleep 300", () -> true, socket.getLocalPort());

            assertThatThrownBy(() -> table.start(program)).isInstanceOf(PortTaken.class)
                    .hasMessageContaining("Port " + socket.getLocalPort())
                    .hasMessageContaining("process " + ProcessHandle.current().pid()).hasMessageContaining("java");
            assertThat(table.all()).isEmpty();
        }
    }

    @Test
    void aPortThatSomebodyHoldsForAMomentOnlyIsWaitedFor() throws Exception {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program program = program("exec sleep 300", () -> true, socket.getLocalPort());
        CompletableFuture<Running> starting = CompletableFuture.supplyAsync(() -> table.start(program));
        await().during(Duration.ofMillis(200)).until(() -> !starting.isDone());

        socket.close();

        assertThat(starting.get().name()).isEqualTo(program.name());
    }

    @Test
    void aRecycledProcessIdIsNotMistakenForTheProgram() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "300").start();
        try {
            record(stranger.pid(), new Birth("another boot/1"));

            assertThat(table.find("program")).isEmpty();
            assertThat(table.all()).isEmpty();
            table.stop("program", Duration.ZERO);
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aStopThatIsIgnoredBecomesAKillOfTheWholeFamily() {
        table.start(program("trap '' TERM; sleep 300 & echo $! > child; wait; sleep 300"));
        long child = childPid();

        table.stop("program", Duration.ofMillis(300));

        assertThat(Birth.of(child)).isEmpty();
        assertThat(table.all()).isEmpty();
    }

    @Test
    void whatADeadProgramHasLeftIsStoppedToo() {
        Running started = table.start(program("sleep 300 & echo $! > child"));
        long child = childPid();
        await().until(() -> Birth.of(started.pid()).isEmpty());

        assertTimeout(Duration.ofSeconds(20), () -> table.stop("program", Duration.ofMinutes(1)));

        assertThat(Birth.of(child)).isEmpty();
    }

    @Test
    void whatAProgramStartsWhenItIsAskedToStopEndsWithIt() {
        table.start(program("trap 'sleep 300 & echo $! > child; exit' TERM; touch ready; while :; do sleep 0.1; done"));
        await().until(() -> Files.exists(directory.resolve("ready")));

        table.stop("program", Duration.ofSeconds(5));

        assertThat(Birth.of(childPid())).isEmpty();
    }

    @Test
    void aKilledProgramLeavesNothingThatItStartedInASessionOfItsOwn() {
        table.start(
                program("trap 'setsid sleep 300 & echo $! > child' TERM; touch ready; while :; do sleep 0.1; done"));
        await().until(() -> Files.exists(directory.resolve("ready")));

        table.stop("program", Duration.ofSeconds(1));

        assertThat(Birth.of(childPid())).isEmpty();
    }

    private long childPid() {
        Path file = directory.resolve("child");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(long pid, Birth birth) {
        new ProcessRecord("program", pid, birth, Instant.EPOCH, List.of(), StopSignal.TERM)
                .write(directory.resolve("run/program.properties"));
    }

    private Program program(String script) {
        return program(script, () -> true);
    }

    private Program program(String script, Readiness readiness, Integer... ports) {
        return new Program("program", List.of("/bin/sh", "-c", script), Map.of(), directory,
                directory.resolve("program.log"), List.of(ports), readiness, Duration.ofSeconds(1));
    }
}
