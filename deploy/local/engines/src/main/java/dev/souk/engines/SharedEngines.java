package dev.souk.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * The engines that all modules of one test run share. The first request starts a {@link Keeper}, which stops them when the
 * owner of the run (Maven, or an IDE) has ended.
 */
public final class SharedEngines {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "busybox");

    private final KeeperFiles files;

    SharedEngines(ProjectRoot root, long ownerPid) {
        this.files = new KeeperFiles(root, ownerPid);
    }

    /** Owned by the process that has started this JVM; a shell between the two does not count. */
    public static SharedEngines ofThisRun(ProjectRoot root) {
        ProcessHandle owner = ProcessHandle.current();
        do {
            owner = owner.parent().orElse(owner);
        } while (isShell(owner) && owner.parent().isPresent());
        return new SharedEngines(root, owner.pid());
    }

    /**
     * Starts the engine unless it runs, and waits until it is ready; safe to call from many threads and processes.
     *
     * @return where it is and what it asks its clients for
     */
    public EngineSettings require(Engine engine) {
        Properties endpoint = files.locked(this::endpoint);
        request(endpoint, engine);
        return new EngineSettings(files.root(), files.home().resolve("data"), files.home().resolve("log"),
                Ports.from(endpoint), EngineSecrets.from(endpoint), false, JvmTuning.laptop());
    }

    private Properties endpoint() {
        ProcessTable keepers = files.keepers();
        if (keepers.find(KeeperFiles.KEEPER).isEmpty()) {
            files.remove();
        }
        Program keeper = keeper();
        keepers.start(keeper);
        keepers.awaitReady(keeper);
        return files.readEndpoint();
    }

    private Program keeper() {
        List<String> command = OwnJvm.command(Keeper.class, files.root().directory().toString(),
                Long.toString(files.ownerPid()));
        return new Program(KeeperFiles.KEEPER, command, OwnJvm.environment(), files.root().directory(),
                EngineFiles.directory(files.home()).resolve("keeper.log"), List.of(), files::isServed,
                Duration.ofSeconds(30));
    }

    private void request(Properties endpoint, Engine engine) {
        URI uri = URI.create("http://127.0.0.1:%s/%s/%d".formatted(endpoint.getProperty("keeper"), engine.name(),
                ProcessHandle.current().pid()));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody())
                    .header(Keeper.TOKEN_HEADER, endpoint.getProperty("token", "")).timeout(Duration.ofMinutes(3))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("%s did not start: %s".formatted(engine, response.body()));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the keeper of the engines does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while %s started".formatted(engine), e);
        }
    }

    private static boolean isShell(ProcessHandle process) {
        return process.info().command().map(command -> Path.of(command).getFileName().toString())
                .filter(SHELLS::contains)
                .isPresent();
    }
}
