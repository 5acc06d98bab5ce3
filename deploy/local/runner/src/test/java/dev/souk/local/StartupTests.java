package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
        Path built = build("later", StubService.class.getName());

        startup().start(Service.ORDER);

        assertThat(running()).extracting(Running::name, Running::ports)
                .containsExactlyElementsOf(before.stream().map(was -> tuple(was.name(), was.ports())).toList());
        assertThat(running()).extracting(StartupTests::jar).containsExactly(built.toString(), built.toString());
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
                StartupListener.silent());
    }

    private List<Running> running() {
        return ServiceInstance.running(Service.ORDER, platform().table());
    }

    /** Unpacked already, as a jar with these contents would be. */
    private Path build(String contents, String main) throws IOException, URISyntaxException {
        Path target = Files.createDirectories(directory.resolve("order-service/target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main);
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                StubService.class.getProtectionDomain().getCodeSource().getLocation().toURI().toString());
        Path jar = target.resolve("order-service-1.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            entries.putNextEntry(new JarEntry(contents));
        }
        String fingerprint = new ServiceJar(Service.ORDER, jar).fingerprint();
        Path unpacked = Files.createDirectories(home().apps().resolve("order-service-" + fingerprint));
        return Files.copy(jar, unpacked.resolve("app.jar"));
    }

    /** The last word of its command line. */
    private static String jar(Running running) {
        return ProcessHandle.of(running.pid()).flatMap(process -> process.info().arguments())
                .map(words -> words[words.length - 1])
                .orElse("");
    }

    private PlatformHome home() {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve("home"));
    }
}
