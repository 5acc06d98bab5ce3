package dev.souk.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTests {

    private final ProjectRoot root = ProjectRoot.above(Path.of(""));

    private Process owner;
    private KeeperFiles files;

    @BeforeEach
    void startOwner() throws IOException {
        owner = new ProcessBuilder("sleep", "300").start();
        files = new KeeperFiles(root, owner.pid());
    }

    @AfterEach
    void endOwner() {
        owner.destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(files.home()));
    }

    @Test
    void anEngineIsSharedByAllWhoAskForIt() {
        List<EngineSettings> answers = Stream.generate(() -> new SharedEngines(root, owner.pid())).limit(4).parallel()
                .map(engines -> engines.require(Engine.REDIS)).toList();

        assertThat(answers).extracting(EngineSettings::ports).containsOnly(answers.getFirst().ports());
        assertThat(files.engines().all()).singleElement().extracting(Running::name).isEqualTo("redis");
        assertThat(Readiness.tcp(answers.getFirst().ports().redis()).isReady()).isTrue();
    }

    @Test
    void nothingIsLeftWhenTheOwnerIsKilled() {
        new SharedEngines(root, owner.pid()).require(Engine.REDIS);
        List<Running> all = Stream.of(files.engines(), files.keepers()).flatMap(table -> table.all().stream()).toList();
        assertThat(all).hasSize(2);

        owner.destroyForcibly();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(all).allSatisfy(running -> assertThat(Birth.of(running.pid())).isEmpty());
            assertThat(files.home()).doesNotExist();
        });
    }

    @Test
    void whatAKilledKeeperLeftIsStoppedBeforeTheNextOneStarts() {
        SharedEngines engines = new SharedEngines(root, owner.pid());
        engines.require(Engine.REDIS);
        Running redis = files.engines().find("redis").orElseThrow();
        Running keeper = files.keepers().find(KeeperFiles.KEEPER).orElseThrow();
        ProcessHandle.of(keeper.pid()).orElseThrow().destroyForcibly();
        await().until(() -> Birth.of(keeper.pid()).isEmpty());

        engines.require(Engine.REDIS);

        assertThat(Birth.of(redis.pid())).isEmpty();
        assertThat(files.engines().find("redis")).isPresent();
    }

    @Test
    void aKilledEngineIsStartedAgainOnTheNextRequest() {
        SharedEngines engines = new SharedEngines(root, owner.pid());
        engines.require(Engine.REDIS);
        Running redis = files.engines().find("redis").orElseThrow();
        ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
        await().until(() -> Birth.of(redis.pid()).isEmpty());

        EngineSettings settings = engines.require(Engine.REDIS);

        assertThat(Readiness.tcp(settings.ports().redis()).isReady()).isTrue();
    }

    @Test
    void anEngineThatCannotStartSaysWhatIsMissing(@TempDir Path unbuilt) {
        ProjectRoot project = new ProjectRoot(unbuilt);
        try {
            assertThatThrownBy(() -> new SharedEngines(project, owner.pid()).require(Engine.REDIS))
                    .hasMessageContaining("Build the engines: mvn");
        } finally {
            owner.destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> new KeeperFiles(project, owner.pid()).keepers().all()
                    .isEmpty());
        }
    }
}
