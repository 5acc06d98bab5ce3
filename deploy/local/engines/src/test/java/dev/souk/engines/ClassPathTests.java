package dev.souk.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTests {

    @TempDir
    Path directory;

    private ProjectRoot root;
    private Path jar;

    @BeforeEach
    void buildModule() throws IOException {
        root = new ProjectRoot(directory);
        jar = Files.writeString(directory.resolve("engine.jar"), "engine");
        Path target = Files.createDirectories(directory.resolve("deploy/local/engine-x/target"));
        Files.writeString(target.resolve("class-path"), jar.toString());
    }

    @Test
    void aModuleThatWasNotBuiltIsReportedWithWhatToDo() {
        assertThatThrownBy(() -> ClassPath.ofModule(root, "engine-y")).isInstanceOf(BrokenInstallation.class)
                .hasMessageContaining("mvn -q -f").hasMessageContaining("install");
    }

    @Test
    void aJarThatIsGoneIsReported() throws IOException {
        Files.delete(jar);

        assertThatThrownBy(() -> ClassPath.ofModule(root, "engine-x")).isInstanceOf(BrokenInstallation.class)
                .hasMessageContaining("engine.jar is missing");
    }

    @Test
    void aDamagedJarIsReported() throws IOException {
        Files.writeString(directory.resolve("engine.jar.sha1"), "0000");

        assertThatThrownBy(() -> ClassPath.ofModule(root, "engine-x")).isInstanceOf(BrokenInstallation.class)
                .hasMessageContaining("engine.jar is damaged").hasMessageContaining("fetch it again");
    }

    @Test
    void aSoundJarIsTaken() throws IOException {
        // sha1sum of "engine"
        Files.writeString(directory.resolve("engine.jar.sha1"),
                "c64033672f5ca984dfe962909671961e8012f0c5  engine.jar\n");

        assertThat(ClassPath.ofModule(root, "engine-x").only("engine")).isEqualTo(jar);
    }
}
