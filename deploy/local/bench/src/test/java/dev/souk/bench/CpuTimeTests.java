package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTimeTests {

    @Test
    void userAndSystemTimeAreAddedWithThoseOfEndedChildrenWhateverTheCommandIsCalled() {
        assertThat(CpuTime.ticksIn("4711 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 120 34 5 6 20 0 1 0 99 0")).isEqualTo(165);
    }

    @Test
    void aProcessThatHasEndedIsNotTakenForOneThatHasUsedNothing() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        assertThat(CpuTime.of(process.pid())).isPresent();
        process.destroyForcibly().onExit().join();

        assertThat(CpuTime.of(process.pid())).isEmpty();
    }

    @Test
    void aProcessThatNobodyHasAskedForItsExitStatusHasEnded() {
        assertThat(CpuTime.hasEnded("4711 (a) b (c) Z 1 2 3")).isTrue();
        assertThat(CpuTime.hasEnded("4711 (a) Z (c) S 1 2 3")).isFalse();
    }

    /** As the workers of nginx do all of its work. */
    @Test
    void whatTheProcessHasStartedCounts() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "(while :; do :; done) & wait").start();
        try {
            await().until(() -> CpuTime.of(parent.pid()).orElse(Duration.ZERO).toMillis() >= 50);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    @Test
    void aContenderThatEndsInARoundIsNamedWithTheEndOfItsLog(@TempDir Path directory) throws IOException {
        Path log = Files.writeString(directory.resolve("gateway-service.log"), "no memory left");
        Contender ended = new Contender("gateway-service", Long.MAX_VALUE, 1, log);

        assertThatThrownBy(() -> ended.cpuTimeIn(3)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gateway-service ended in round 3").hasMessageContaining("no memory left");
    }
}
