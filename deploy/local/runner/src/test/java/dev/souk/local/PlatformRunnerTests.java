package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformRunnerTests {

    @TempDir
    private Path directory = Path.of("");

    /** As a JVM in training: it does not notice that its trainer ends, and then starts another one that writes the cache. */
    @ParameterizedTest
    @ValueSource(strings = {ServicePrograms.TRAINER, ServicePrograms.ENGINE_TRAINER})
    void aStopInTheMiddleOfATrainingLeavesNoProcess(String trainer) throws IOException {
        Path pids = directory.resolve("pids");
        Path inTraining = script("in-training", """
                echo $$ >> %1$s
                while kill -0 $PPID; do sleep 0.05; done
                setsid sleep 300 & echo $! >> %1$s
                wait
                """.formatted(pids));
        start(trainer, "echo $$ >> %s; setsid %s & wait".formatted(pids, inTraining));
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);

        runner().stop(_ -> {});

        // Until the system has taken note of their end.
        await().untilAsserted(
                () -> assertThat(Files.readAllLines(pids)).allSatisfy(pid -> assertThat(living(pid)).isEmpty()));
    }

    @Test
    void aStopThatHasPatienceLetsATrainingEnd() {
        Path archive = directory.resolve("archive");
        start(ServicePrograms.TRAINER, "sleep 1; touch " + archive);

        runner().stopWhenTrained(_ -> {}, () -> assertThat(archive).doesNotExist(), Duration.ofMinutes(1));

        assertThat(archive).exists();
    }

    @Test
    void aStopHasNotMorePatienceThanItWasTold() {
        start(ServicePrograms.TRAINER, "sleep 300");

        runner().stopWhenTrained(_ -> {}, () -> {}, Duration.ofMillis(1));

        assertThat(new ProcessTable(home().run()).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-service", "order-service-1", "../order-service"})
    void aProgramThatThePlatformDoesNotHaveIsAnsweredWithThoseThatItHas(String name) {
        assertThatThrownBy(() -> runner().restart(name)).isInstanceOf(UserError.class)
                .hasMessageContaining("There is no " + name).hasMessageContaining("order-service, ");
    }

    @Test
    void aServiceOfAnEarlierBuildIsNotTakenForTheOneThatIsToRun() {
        ProcessTable table = new ProcessTable(home().run());
        Program earlier = orderService("-Dsouk.app=order-service-1");
        Running running = table.start(earlier);

        await().untilAsserted(() -> assertThat(Startup.isOf(earlier, running)).isTrue());
        assertThat(Startup.isOf(orderService("-Dsouk.app=order-service-2"), running)).isFalse();
        table.stop("order-service", Duration.ZERO);
    }

    @Test
    void portsCannotBeMovedWhileTheyAreInUse() {
        PlatformPorts ports = PlatformPorts.free();
        PropertyFiles.write(home().portsInUse(), ports.toProperties());
        start("redis", "sleep 60");

        assertThat(Platform.open(home(), Map.of("redis", ports.engines().redis())).ports()).isEqualTo(ports);
        assertThatThrownBy(() -> Platform.open(home(), Map.of("redis", 1))).isInstanceOf(UserError.class)
                .hasMessageContaining("./souk down");
        runner().kill("redis");
    }

    @Test
    void portsOfAPlatformThatHasDiedAreForgotten() {
        PropertyFiles.write(home().portsInUse(), PlatformPorts.free().toProperties());

        assertThat(Platform.open(home()).ports()).isEqualTo(PlatformPorts.defaults());
    }

    private Program orderService(String build) {
        return new Program("order-service", List.of("/bin/sh", "-c", "sleep 60; true", build), Map.of(), directory,
                directory.resolve("log"), List.of(), () -> true, Duration.ofSeconds(5));
    }

    private PlatformRunner runner() {
        return new PlatformRunner(Platform.open(home()));
    }

    private void start(String name, String script) {
        new ProcessTable(home().run()).start(new Program(
                name, List.of("/bin/sh", "-c", script), Map.of(), directory, directory.resolve("log"), List.of(),
                () -> true, Duration.ofSeconds(5)));
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static Optional<ProcessHandle> living(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    }

    private PlatformHome home() {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve("home"));
    }
}
