package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.Engine;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    void aStageCanBeClosedWhileTheJvmEnds() throws IOException {
        Process bench = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), EndingBench.class.getName(), root.toString())
                .redirectErrorStream(true).start();

        assertThat(new String(bench.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("closed");
    }
}
