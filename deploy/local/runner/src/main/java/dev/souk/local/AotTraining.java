package dev.souk.local;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Makes the AOT caches (JEP 514) of the services: each is started once, until it works, and stopped; what its JVM has loaded
 * and linked by then is kept. It works on engines of its own, so that it takes no message and no row from the platform. Only
 * Nacos is the platform's: the service reads its configuration there, but nobody is told of it.
 */
final class AotTraining {

    /** In which listeners join their groups and pools fill. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    /** A JVM writes its cache when it is asked to stop, at the lowest priority. */
    private static final Duration WRITING = Duration.ofMinutes(5);

    private final PlatformHome home;
    private final PlatformPorts ports;
    private final PlatformSecrets secrets;
    private final Path directory;
    private final ProcessTable table;

    AotTraining(PlatformHome home, PlatformPorts ports, PlatformSecrets secrets) {
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.directory = home.data().resolve("training");
        this.table = new ProcessTable(directory.resolve("run"));
    }

    /** One after the other: this is done while somebody uses the platform. */
    void trainWhatIsNot() {
        sweepUp();
        PlatformPorts own = PlatformPorts.free().with(Map.of("nacos", ports.engines().nacos()));
        ServicePrograms programs = new ServicePrograms(home, own, secrets);
        List<Service> untrained = Arrays.stream(Service.values())
                .filter(service -> !programs.unpacked(service).isTrained())
                .toList();
        if (!untrained.isEmpty()) {
            try {
                startEngines(own.engines());
                untrained.forEach(service -> train(service, programs));
            } finally {
                sweepUp();
            }
        }
    }

    /** Stops whatever a training has left that was killed. */
    void sweepUp() {
        table.all().forEach(running -> table.stop(running.name(), Duration.ZERO));
        FileTree.delete(directory);
    }

    private void startEngines(Ports own) {
        EngineSettings settings = new EngineSettings(
                home.root(),
                directory.resolve("data"),
                directory.resolve("log"),
                own,
                secrets.engines(),
                false,
                JvmTuning.laptop().withAotCaches(home.engineCaches()));
        for (Engine engine : EnumSet.complementOf(EnumSet.of(Engine.NACOS))) {
            Program program = engine.prepare(settings).atLowPriority();
            table.start(program);
            table.awaitReady(program);
            engine.afterReady(settings);
        }
    }

    private void train(Service service, ServicePrograms programs) {
        UnpackedApp app = programs.unpacked(service);
        Path draft = app.aotCache().resolveSibling("draft.aot");
        Program program = programs.inTraining(service, draft).atLowPriority();
        try {
            Files.deleteIfExists(draft);
            table.start(program);
            table.awaitReady(program);
            Pauses.of(SETTLING);
            table.stop(program.name(), WRITING);
            if (Files.exists(draft)) {
                Files.move(draft, app.aotCache(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot train " + service.id(), e);
        } catch (RuntimeException e) {
            // The service starts without a cache, as before; the others may fare better.
            e.printStackTrace();
            table.stop(program.name(), Duration.ZERO);
        }
    }
}
