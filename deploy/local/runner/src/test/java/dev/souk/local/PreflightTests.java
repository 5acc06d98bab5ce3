package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.engines.Readiness;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTests {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aTakenPortIsNamedWithWhoNeedsItAndWhoHasIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlatformPorts ports = PlatformPorts.free().with(Map.of("order-service", taken.getLocalPort()));

            assertThatThrownBy(() -> preflight(ports).run())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Port %d, needed by order-service, is taken by process %d".formatted(
                            taken.getLocalPort(), ProcessHandle.current().pid()))
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void anotherSoukThatHasThePortsIsNamedOnceWithItsDirectory() throws Exception {
        PlatformHome other = new PlatformHome(new ProjectRoot(directory), directory.resolve("other"));
        PlatformPorts ports = PlatformPorts.free();
        ProcessTable table = new ProcessTable(other.run());
        try {
            listen(other, table, ports.engines().s3());

            assertThatThrownBy(() -> preflight(ports).run()).isInstanceOf(UserError.class)
                    .hasMessageContaining("Another Souk runs in %s and has 1 of the ports".formatted(other.directory()))
                    .hasMessageContaining("--free-ports");
        } finally {
            table.stop("s3", Duration.ZERO);
        }
    }

    @Test
    void aProgramOfThisSoukThatWasForgottenIsNoOtherSouk() {
        PlatformPorts ports = PlatformPorts.free();
        ProcessTable forgotten = new ProcessTable(directory.resolve("forgotten"));
        try {
            listen(home(), forgotten, ports.engines().s3());

            assertThatThrownBy(() -> preflight(ports).run()).isInstanceOf(UserError.class)
                    .hasMessageContaining("Port %d, needed by s3, is taken by process".formatted(ports.engines().s3()))
                    .message().doesNotContain("Another Souk");
        } finally {
            forgotten.stop("s3", Duration.ZERO);
        }
    }

    @Test
    void aJarThatIsDamagedIsNamed() throws Exception {
        Path target = Files.createDirectories(directory.resolve("order-service/target"));
        Files.writeString(target.resolve("order-service-1.jar"), "the first half");

        assertThatThrownBy(() -> preflight(PlatformPorts.free()).run()).isInstanceOf(UserError.class)
                .hasMessageContaining("order-service-1.jar is damaged").hasMessageContaining("delete it");
    }

    @Test
    void configurationThatNacosWouldTakeButNoServiceCouldReadIsNamedWithTheLine() throws Exception {
        Path nacos = Files.createDirectories(directory.resolve("deploy/nacos"));
        Files.writeString(nacos.resolve("order-service.yml"), "souk:\n  orders: [unclosed\n");
        Files.writeString(nacos.resolve("order-service-flow-rules.json"), "[{]");
        Files.writeString(nacos.resolve("souk-common.yml"), "souk:\n  limit: 1\n---\nsouk:\n  limit: 2\n");
        Files.writeString(nacos.resolve("user-service.yml"), "souk:\n  limit: 1\n---\nsouk: [unclosed\n");

        assertThatThrownBy(() -> preflight(PlatformPorts.free()).run()).isInstanceOf(UserError.class)
                .hasMessageContaining("order-service.yml is no YAML").hasMessageContaining("line 3")
                .hasMessageContaining("user-service.yml is no YAML").hasMessageContaining("line 5")
                .hasMessageContaining("order-service-flow-rules.json is no JSON").hasMessageContaining("line 1")
                .message().doesNotContain("souk-common.yml");
    }

    @Test
    void aServiceThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> preflight(PlatformPorts.free()).run())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("payment-service is not built");
    }

    @Test
    void onlyOneStartOrStopIsAtWork() {
        PlatformHome home = home();
        Path path = home.run().resolve("lock");
        try (LockFile _ = LockFile.take(path, "at work")) {
            assertThatThrownBy(() -> LockFile.take(path, "at work")).isInstanceOf(UserError.class)
                    .hasMessage("at work");
        }
        LockFile.take(path, "at work").close();
        assertThat(home.run()).isDirectory();
    }

    /** As the program named s3 of that home. */
    private static void listen(PlatformHome home, ProcessTable table, int port) {
        new SecretStore(home).load();
        Program program = new Program("s3",
                List.of(Jvm.executable(), "-m", "jdk.httpserver", "-p", Integer.toString(port)), Map.of(),
                home.data().resolve("s3"), home.log("s3"), List.of(), Readiness.tcp(port), Duration.ofSeconds(30));
        table.start(program);
        table.awaitReady(program);
    }

    private Preflight preflight(PlatformPorts ports) {
        return new Preflight(home(), ports, new ProcessTable(home().run()));
    }

    private PlatformHome home() {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve("home"));
    }
}
