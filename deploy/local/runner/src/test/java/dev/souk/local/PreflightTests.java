package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.engines.ProcessTable;
import dev.souk.engines.ProjectRoot;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
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
    void aServiceThatIsNotBuiltIsNamed() {
        assertThatThrownBy(() -> preflight(PlatformPorts.free()).run())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("payment-service is not built");
    }

    @Test
    void onlyOneStartOrStopIsAtWork() {
        PlatformHome home = home();
        try (PlatformLock _ = PlatformLock.take(home)) {
            assertThatThrownBy(() -> PlatformLock.take(home)).isInstanceOf(UserError.class);
        }
        PlatformLock.take(home).close();
        assertThat(home.run()).isDirectory();
    }

    private Preflight preflight(PlatformPorts ports) {
        return new Preflight(home(), ports, new ProcessTable(home().run()));
    }

    private PlatformHome home() {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve("home"));
    }
}
