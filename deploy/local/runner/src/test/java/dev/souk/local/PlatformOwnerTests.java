package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformOwnerTests {

    private static final long NOBODY = 1L << 40;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void onlyOneHasAPlatformAtATime() throws IOException {
        try (PlatformOwner _ = PlatformOwner.of(home())) {
            Path data = data();
            assertThatThrownBy(() -> PlatformOwner.of(home(), Duration.ZERO)).isInstanceOf(UserError.class)
                    .hasMessageContaining(home().directory().toString());
            assertThat(data).as("of the one who has it").exists();
        }
        PlatformOwner.of(home(), Duration.ZERO).close();
    }

    @Test
    void whatAFormerOwnerHasLeftIsRemovedAtTheBeginningAndWhatThisOneHasLeftAtTheEnd() throws IOException {
        Path data = data();
        try (PlatformOwner owner = PlatformOwner.of(home())) {
            assertThat(data).doesNotExist();
            assertThat(owner.watcher().isAlive()).isTrue();
            data();
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void nobodyWatchesOverAPlatformThatIsGone() {
        ProcessHandle watcher;
        try (PlatformOwner owner = PlatformOwner.of(home())) {
            watcher = owner.watcher();
        }
        await().until(() -> !watcher.isAlive());
    }

    @Test
    void theWatcherOfAnOwnerThatWasKilledCleansUp() throws IOException {
        Path data = data();

        watch();

        assertThat(data).doesNotExist();
    }

    /** The former one was killed, and somebody else was quicker than its watcher. */
    @Test
    void theWatcherOfAFormerOwnerLeavesThePlatformToTheNewOne() throws IOException {
        try (PlatformOwner _ = PlatformOwner.of(home())) {
            Path data = data();

            watch();

            assertThat(data).exists();
        }
    }

    private void watch() {
        PlatformOwner.main(Long.toString(NOBODY), directory.toString(), home().directory().toString());
    }

    private Path data() throws IOException {
        return Files.createFile(Files.createDirectories(home().data()).resolve("something"));
    }

    private PlatformHome home() {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve("home"));
    }
}
