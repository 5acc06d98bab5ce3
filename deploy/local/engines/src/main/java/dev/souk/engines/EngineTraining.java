package dev.souk.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * Makes the caches that let the JVM engines start in less than half of the time: runs each engine that has none once, in a
 * directory and on ports of its own, until it is ready, and stops it. Takes a minute or two in the background and ends at
 * once when there is nothing to do; several may be started, one works at a time.
 */
public final class EngineTraining {

    /** Slowest to start first. */
    private static final List<Engine> ENGINES = List.of(Engine.NACOS, Engine.ELASTICSEARCH, Engine.KAFKA, Engine.MAIL,
            Engine.S3);

    /** A JVM writes its cache when it is asked to stop, at the lowest priority. */
    private static final Duration WRITING = Duration.ofMinutes(3);

    private final ProjectRoot root;
    private final Path caches;
    private final Path home;

    EngineTraining(ProjectRoot root, Path caches) {
        this.root = root;
        this.caches = caches;
        this.home = caches.resolve("training");
    }

    /**
     * The training as a background program that ends by itself.
     *
     * @param caches as in {@link JvmTuning#aotCaches()}
     */
    public static Program program(ProjectRoot root, Path caches, Path logDirectory) {
        return new Program("engine-training",
                OwnJvm.command(EngineTraining.class, root.directory().toString(), caches.toString()),
                OwnJvm.environment(), root.directory(), logDirectory.resolve("engine-training.log"), List.of(),
                () -> true,
                Duration.ofSeconds(5)).atLowPriority();
    }

    /** Arguments: the root of the project and the directory of the caches. */
    public static void main(String[] arguments) throws IOException {
        Path caches = Files.createDirectories(Path.of(arguments[1]));
        alone(caches, () -> {
            EngineTraining training = new EngineTraining(new ProjectRoot(Path.of(arguments[0])), caches);
            training.cleanUp();
            ENGINES.forEach(training::train);
            training.cleanUp();
        });
    }

    /** Stops the engine, and deletes the drafts, that a training which was killed has left; one that is at work stays. */
    public static void sweepUp(ProjectRoot root, Path caches) {
        if (Files.exists(caches)) {
            alone(caches, new EngineTraining(root, caches)::cleanUp);
        }
    }

    /** Does nothing while another process works on these caches. */
    private static void alone(Path caches, Runnable work) {
        try (FileChannel channel = FileChannel.open(caches.resolve("training.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            if (lock != null) {
                work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void train(Engine engine) {
        EngineSettings settings = new EngineSettings(root, home.resolve("data"), home.resolve("log"), Ports.free(),
                EngineSecrets.random(new SecureRandom()), false,
                JvmTuning.laptop().withAotCaches(caches).forTraining());
        Program program = engine.prepare(settings).atLowPriority();
        if (AotCaches.isTrainedBy(program)) {
            run(engine, program, settings);
        }
    }

    private void run(Engine engine, Program program, EngineSettings settings) {
        AotCaches drafts = new AotCaches(caches);
        ProcessTable table = table();
        try {
            table.start(program);
            table.awaitReady(program);
            engine.afterReady(settings);
            table.stop(program.name(), WRITING);
            drafts.publish(engine.programName());
            System.out.println("trained " + engine);
        } catch (RuntimeException e) {
            // The engine starts without a cache, as before; the others may fare better.
            e.printStackTrace();
            table.stop(program.name(), Duration.ZERO);
            drafts.discardDrafts(engine.programName());
        }
    }

    private ProcessTable table() {
        return new ProcessTable(home.resolve("run"));
    }

    void cleanUp() {
        ProcessTable table = table();
        table.all().forEach(running -> table.stop(running.name(), Duration.ZERO));
        ENGINES.forEach(engine -> new AotCaches(caches).discardDrafts(engine.programName()));
        if (Files.exists(home)) {
            EngineCache.delete(home);
        }
    }
}
