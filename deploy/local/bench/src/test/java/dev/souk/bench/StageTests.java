package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.Engine;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTests {

    @TempDir
    private Path root = Path.of("");

    @Test
    void nothingIsStartedThatNobodyWouldEnd() {
        Stage stage = new Stage(new ProjectRoot(root), JvmTuning.laptop());
        stage.close();

        assertThatThrownBy(() -> stage.start("late", List.of("sleep", "60"), Map.of(), Stage.freePort()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("has ended");
        assertThatThrownBy(() -> stage.start(Engine.REDIS)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
        assertThat(root.resolve(".souk/bench")).doesNotExist();
    }

    @Test
    void whatAKilledMeasurementHasLeftIsRemovedByTheNextOne() throws IOException {
        Path killed = root.resolve(".souk/bench").resolve(Long.toString(1L << 40));
        Path goingOn = root.resolve(".souk/bench")
                .resolve(Long.toString(ProcessHandle.current().parent().orElseThrow().pid()));
        Running left = sleeping(killed);
        Running others = sleeping(goingOn);

        new Stage(new ProjectRoot(root), JvmTuning.laptop()).close();

        assertThat(killed).doesNotExist();
        assertThat(ProcessHandle.of(left.pid())).isEmpty();
        assertThat(goingOn).exists();
        assertThat(ProcessHandle.of(others.pid())).isPresent();
        new ProcessTable(goingOn.resolve("run")).stop("sleep", Duration.ZERO);
    }

    private static Running sleeping(Path measurement) {
        return new ProcessTable(measurement.resolve("run")).start(new Program("sleep", List.of("sleep", "60"), Map.of(),
                measurement, measurement.resolve("log"), List.of(), () -> true, Duration.ofSeconds(5)));
    }

    @Test
    void aStageCanBeClosedWhileTheJvmEnds() throws IOException {
        Process bench = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), EndingBench.class.getName(), root.toString())
                .redirectErrorStream(true).start();

        assertThat(new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("closed");
    }
}
