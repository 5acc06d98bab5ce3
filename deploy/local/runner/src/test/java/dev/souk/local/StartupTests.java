package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service of which two instances run is built anew. */
class StartupTests {

    @TempDir
    private Path directory = Path.of("");

    private @Nullable Platform opened;

    @BeforeEach
    void runTwoInstances() throws Exception {
        opened = Platform.onFreePorts(home());
        build("earlier", StubService.class.getName());
        new PlatformRunner(platform()).scale(Service.ORDER, 2);
    }

    @AfterEach
    void stopAll() {
        running().forEach(running -> platform().table().stop(running.name(), Duration.ZERO));
    }

    @Test
    void everyInstanceOfAnEarlierBuildIsStartedAgain() throws Exception {
        List<Running> before = running();
        String built = build("later", StubService.class.getName());

        startup().start(Service.ORDER);

        assertThat(running()).extracting(Running::name, Running::ports)
                .containsExactlyElementsOf(before.stream().map(was -> tuple(was.name(), was.ports())).toList());
        assertThat(running()).extracting(StartupTests::build).containsExactly(built, built);
    }

    @Test
    void everyInstanceOfTheLatestBuildIsLeftAlone() {
        List<Running> before = running();

        startup().start(Service.ORDER);

        assertThat(running()).isEqualTo(before).hasSize(2);
    }

    @Test
    void aBuildThatDoesNotStartTakesOnlyTheFirstInstance() throws Exception {
        Running second = running().getLast();
        build("broken", "no.such.Program");

        startup().start(Service.ORDER);

        assertThat(running()).containsExactly(second);
    }

    @Test
    void anArchiveOfItsLibrariesServesEveryBuildWithTheSameOnes() throws Exception {
        new PlatformRunner(platform()).train();
        build("later", StubService.class.getName());
        startup().start(Service.ORDER);
        assertThat(running()).hasSize(2).extracting(StartupTests::archive).doesNotContain(Optional.empty());

        build("later", StubService.class.getName(), "another library");
        startup().start(Service.ORDER);
        assertThat(running()).hasSize(2).extracting(StartupTests::archive).containsOnly(Optional.empty());
    }

    private Platform platform() {
        return Objects.requireNonNull(opened);
    }

    private Startup startup() {
        ProcessTable table = platform().table();
        PlatformSecrets secrets = platform().secrets();
        PlatformPorts ports = platform().ports();
        EngineSettings engines = new EngineSettings(home().root(), home().data(), home().logs(), ports.engines(),
                secrets.engines(), true, JvmTuning.laptop());
        return new Startup(table, engines, new ServicePrograms(home(), ports, secrets),
                new NacosConfig(home(), ports.engines(), secrets.engines().nacosPassword()),
                UnaryOperator.identity(), StartupListener.silent());
    }

    private List<Running> running() {
        return ServiceInstance.running(Service.ORDER, platform().table());
    }

    private String build(String contents, String main) throws IOException {
        return build(contents, main, "");
    }

    /**
     * As Spring Boot packs a service.
     *
     * @param comment in the library that it has
     * @return what the command line says of the build
     */
    private String build(String contents, String main, String comment) throws IOException {
        Path target = Files.createDirectories(directory.resolve("order-service/target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Start-Class"), main);
        Path jar = target.resolve("order-service-1.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new JarEntry("BOOT-INF/classes/components/"));
            entries.putNextEntry(new JarEntry("BOOT-INF/classes/components/" + contents));
            entries.putNextEntry(new JarEntry("BOOT-INF/lib/"));
            entries.putNextEntry(new JarEntry("BOOT-INF/lib/stub-1.jar"));
            entries.write(library(comment));
        }
        return "-Dsouk.app=order-service-" + new ServiceJar(Service.ORDER, jar).fingerprint();
    }

    private static byte[] library(String comment) throws IOException {
        String stub = StubService.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        try (JarOutputStream entries = new JarOutputStream(library);
                InputStream code = Objects.requireNonNull(StubService.class.getResourceAsStream("StubService.class"))) {
            entries.setComment(comment);
            JarEntry entry = new JarEntry(stub);
            entry.setTime(0);
            entries.putNextEntry(entry);
            code.transferTo(entries);
            entries.closeEntry();
        }
        return library.toByteArray();
    }

    private static String build(Running running) {
        return words(running).filter(word -> word.startsWith("-Dsouk.app=")).findFirst().orElse("");
    }

    /** The archive of classes that it was started with. */
    private static Optional<String> archive(Running running) {
        return words(running).filter(word -> word.startsWith("-XX:SharedArchiveFile=")).findFirst();
    }

    private static Stream<String> words(Running running) {
        return ProcessHandle.of(running.pid()).flatMap(process -> process.info().arguments()).stream()
                .flatMap(Arrays::stream);
    }

    private PlatformHome home() {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve("home"));
    }
}
