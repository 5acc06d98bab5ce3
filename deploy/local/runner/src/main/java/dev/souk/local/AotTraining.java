package dev.souk.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT cache (JEP 514) of a service: the service is built up once more, up to the point where it would begin to
 * serve, and what the JVM has loaded and linked by then is kept. A cache is only put in its place when that went well.
 */
final class AotTraining {

    private static final long TIMEOUT_SECONDS = 300;

    private final PlatformHome home;
    private final ServicePrograms programs;

    AotTraining(PlatformHome home, ServicePrograms programs) {
        this.home = home;
        this.programs = programs;
    }

    /** One after the other: this is done while somebody uses the platform. */
    void trainWhatIsNot() {
        for (Service service : Service.values()) {
            UnpackedApp app = programs.unpacked(service);
            if (!app.isTrained()) {
                train(service, app);
            }
        }
    }

    private void train(Service service, UnpackedApp app) {
        Path draft = app.aotCache().resolveSibling("draft.aot");
        try {
            Files.deleteIfExists(draft);
            boolean trained = run(command(app, draft), environment(service), home.log("train-" + service.id()));
            if (trained && Files.exists(draft)) {
                Files.move(draft, app.aotCache(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot train " + service.id(), e);
        }
    }

    private List<String> command(UnpackedApp app, Path draft) {
        List<String> command = new ArrayList<>(programs.jvm());
        command.add("-XX:AOTCacheOutput=" + draft);
        command.add("-Dspring.context.exit=onRefresh");
        command.addAll(List.of("-jar", app.jar().toString()));
        return command;
    }

    /** As in service, but unknown to the trigger of jobs, which would send work to it. */
    private Map<String, String> environment(Service service) {
        Map<String, String> environment = programs.environment(service, InstancePorts.further(service));
        environment.computeIfPresent("SOUK_XXL_ADMIN", (_, _) -> "http://127.0.0.1:9");
        return environment;
    }

    private static boolean run(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
