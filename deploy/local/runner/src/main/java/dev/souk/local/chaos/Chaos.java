package dev.souk.local.chaos;

import dev.souk.local.Failures;
import dev.souk.local.FileTree;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformOwner;
import dev.souk.local.PlatformRunner;
import dev.souk.local.StartupListener;
import dev.souk.local.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets shoppers buy while faults happen, seed after seed on one platform, and looks each time whether every order has ended
 * and everything adds up.
 */
public final class Chaos {

    /** On a machine that has much else to do, a platform does not always start in its time. */
    private static final int START_TRIES = 3;

    private final PlatformHome home;
    private final Settings settings;
    private final Path directory;
    private final Consumer<String> progress;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param load how long shoppers come in each seed
     * @param perSecond how many, on average
     */
    public record Settings(Duration load, double perSecond, Set<FaultKind> kinds) {}

    /** @param directory keeps what each seed leaves */
    private Chaos(PlatformHome home, Settings settings, Path directory, Consumer<String> progress) {
        this.home = home;
        this.settings = settings;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Starts a platform, runs seeds on it one after the other, and leaves nothing of it, even if this JVM dies. After a seed
     * that is broken it goes on with a new platform, so that the next ones tell of themselves only.
     *
     * @param progress is told line by line what happens
     * @return fewer reports than seeds only if that could not be started
     * @throws UserError when another process has this home, or the system is not Linux
     */
    public static List<SeedReport> onItsOwnPlatform(PlatformHome home, Settings settings, long firstSeed, int seeds,
            Path directory, Consumer<String> progress) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new UserError("Chaos needs Linux: by its /proc it sees that a program stands still");
        }
        try (PlatformOwner _ = PlatformOwner.of(home)) {
            return all(firstSeed, seeds, new Chaos(home, settings, directory, progress)::onOnePlatform, progress);
        }
    }

    /** Runs seeds on a new platform. */
    interface Stretch {

        /**
         * Ends after the first seed that is broken.
         *
         * @param most how many seeds
         * @param reports is told how each one went
         */
        void run(long firstSeed, int most, Consumer<SeedReport> reports);
    }

    static List<SeedReport> all(long firstSeed, int seeds, Stretch stretch, Consumer<String> progress) {
        List<SeedReport> reports = new ArrayList<>();
        int tries = 0;
        while (reports.size() < seeds) {
            int before = reports.size();
            try {
                stretch.run(firstSeed + before, seeds - before, reports::add);
                tries = 0;
            } catch (RuntimeException e) {
                tries = reports.size() > before ? 1 : tries + 1;
                progress.accept("no platform: " + Failures.describe(e));
                if (e instanceof UserError || tries == START_TRIES) {
                    if (reports.isEmpty()) {
                        throw e;
                    }
                    return reports;
                }
            }
        }
        return reports;
    }

    private void onOnePlatform(long firstSeed, int most, Consumer<SeedReport> reports) {
        FileTree.delete(home.logs());
        Platform platform = Platform.onFreePorts(home);
        try (Wiring wiring = new Wiring(platform)) {
            PlatformRunner runner = new PlatformRunner(platform, wiring);
            MessageFaults messages = new MessageFaults(platform::database, wiring.kafkaAddress());
            try {
                runner.reset(_ -> {}); // whatever the last one has left
                progress.accept("starting a platform in " + home.directory());
                runner.start(StartupListener.silent());
                wiring.requireKafkaBehindItsProxy();
                boolean holds = true;
                for (long seed = firstSeed; holds && seed < firstSeed + most; seed++) {
                    FileTree.delete(directoryOf(seed));
                    Injector injector = new Injector(platform, runner, wiring, messages, progress, clock);
                    SeedReport report = new SeedRun(platform, injector, messages, settings, seed,
                            directoryOf(seed).resolve("shoppers.jsonl"), progress, clock).run();
                    keep(report);
                    report.lines().forEach(progress);
                    reports.accept(report);
                    holds = report.holds();
                }
            } finally {
                runner.reset(_ -> {});
            }
        }
    }

    private Path directoryOf(long seed) {
        return directory.resolve("seed-" + seed);
    }

    private void keep(SeedReport report) {
        Path kept = directoryOf(report.seed());
        try {
            Files.createDirectories(kept);
            Files.write(kept.resolve("report.txt"), report.lines());
            Files.writeString(kept.resolve("report.json"),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.values()));
            if (!report.holds()) {
                copyLogs(kept.resolve("logs"));
            }
        } catch (IOException | UncheckedIOException e) {
            progress.accept("  cannot keep the report in %s: %s".formatted(kept, e));
        }
    }

    private void copyLogs(Path to) throws IOException {
        Files.createDirectories(to);
        try (var logs = Files.list(home.logs())) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                Files.copy(log, to.resolve(log.getFileName()));
            }
        }
    }
}
