package dev.souk.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTrainingTests {

    private final ProjectRoot root = ProjectRoot.above(Path.of(""));

    @TempDir
    Path directory;

    @Test
    void aTrainedEngineStartsFromItsCache() throws IOException {
        Path caches = Files.createDirectory(directory.resolve("caches"));
        assertThat(cacheFlag(mail(caches))).isEmpty();

        EngineTraining training = new EngineTraining(root, caches);
        training.train(Engine.MAIL);
        training.cleanUp();

        Program program = mail(caches);
        assertThat(cacheFlag(program)).hasSize(1);
        ProcessTable table = new ProcessTable(directory.resolve("run"));
        table.start(program);
        table.awaitReady(program);
        table.stop(program.name(), Duration.ofSeconds(10));
        assertThat(program.log()).content().doesNotContain("Unable to use AOT cache");
        assertThat(caches).isDirectoryContaining("glob:**.aot")
                .isDirectoryNotContaining("glob:**{.new,.config,training}");
    }

    @Test
    void aCacheIsUsedForTheVeryJarsAndFlagsItWasMadeWith() throws IOException {
        Path jar = Files.writeString(directory.resolve("a.jar"), "one");
        ClassPath classPath = new ClassPath(List.of(jar));
        AotCaches caches = new AotCaches(directory);
        String output = caches.flags("mail", List.of("-Xmx64m"), classPath, true).getFirst();
        Files.writeString(Path.of(output.substring(output.indexOf('=') + 1)), "cache");
        caches.publish("mail");

        assertThat(caches.flags("mail", List.of("-Xmx64m"), classPath, false)).singleElement().asString()
                .startsWith("-XX:AOTCache=");
        assertThat(caches.flags("mail", List.of("-Xmx65m"), classPath, false)).isEmpty();
        Files.writeString(jar, "another");
        assertThat(caches.flags("mail", List.of("-Xmx64m"), classPath, false)).isEmpty();
    }

    @Test
    void aNewCacheReplacesTheOldOneOfItsEngineOnly() throws IOException {
        Files.writeString(directory.resolve("mail-0a.aot"), "old");
        Files.writeString(directory.resolve("s3-0a.aot"), "other");
        Files.writeString(directory.resolve("mail-0b.aot.new"), "new");

        new AotCaches(directory).publish("mail");

        assertThat(directory).isDirectoryNotContaining("glob:**mail-0a.aot").isDirectoryContaining("glob:**mail-0b.aot")
                .isDirectoryContaining("glob:**s3-0a.aot");
    }

    private Program mail(Path caches) {
        return Engine.MAIL
                .prepare(new EngineSettings(root, directory.resolve("data"), directory.resolve("log"), Ports.free(),
                        EngineSecrets.random(new SecureRandom()), false, JvmTuning.laptop().withAotCaches(caches)));
    }

    private static List<String> cacheFlag(Program program) {
        return program.command().stream().filter(flag -> flag.startsWith("-XX:AOTCache")).toList();
    }
}
