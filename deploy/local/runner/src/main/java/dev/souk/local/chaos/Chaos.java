package dev.souk.local.chaos;

import dev.souk.local.FileTree;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformRunner;
import dev.souk.local.StartupFailed;
import dev.souk.local.StartupListener;
import dev.souk.local.StopWithOwner;
import dev.souk.local.check.Checker;
import dev.souk.local.check.Checker.Verdict;
import dev.souk.local.check.ClientLog;
import dev.souk.local.chaos.Settlement.Settled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets shoppers buy while faults happen, seed after seed on one platform, and looks each time whether every order has ended
 * and everything adds up.
 */
public final class Chaos {

    /** Within this time after the last fault every order has ended. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
    /** After the last shopper, who may have come late. */
    private static final Duration AT_LEAST = Duration.ofSeconds(20);
    /** How an order stands after it was paid. */
    private static final List<String> SERVED = List.of("CONFIRMED", "SHIPPED", "DELIVERED", "RETURNED");
    /** A platform that refuses everybody loses nothing: this is the least that counts as serving them. */
    private static final int VISITS_FOR_ONE_ORDER = 20;
    /** Who must die, stand still or be cut off for a mail to be sent and not be noted as sent. */
    private static final Set<String> CUT_MAILS_OFF = Set.of("notification-service", "postgres",
            "postgres/notification-service");
    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Platform platform;
    private final PlatformRunner runner;
    private final Wiring wiring;
    private final Settings settings;
    private final Path directory;
    private final Consumer<String> progress;
    private final Clock clock;
    /** What was found once stays broken: the seed that broke it has told it. */
    private final Set<String> known = new HashSet<>();
    /** Messages that were poisoned in any of the seeds: their topics by their ids. */
    private final Map<String, String> madeUp = new HashMap<>();

    /**
     * @param load how long shoppers come in each seed
     * @param perSecond how many, on average
     */
    public record Settings(Duration load, double perSecond, Set<FaultKind> kinds) {}

    /**
     * @param runner starts programs by the wiring
     * @param directory keeps what each seed leaves
     */
    private Chaos(Platform platform, PlatformRunner runner, Wiring wiring, Settings settings, Path directory,
            Consumer<String> progress, Clock clock) {
        this.platform = platform;
        this.runner = runner;
        this.wiring = wiring;
        this.settings = settings;
        this.directory = directory;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Starts a platform, runs seeds on it one after the other, and leaves nothing of it, even if this JVM dies.
     *
     * @param home of nobody else
     * @param progress is told line by line what happens
     */
    public static List<SeedReport> onItsOwnPlatform(PlatformHome home, Settings settings, long firstSeed, int seeds,
            Path directory, Consumer<String> progress) {
        StopWithOwner.watch(ProcessHandle.current(), home);
        new PlatformRunner(Platform.onFreePorts(home)).reset(_ -> {});
        FileTree.delete(home.logs());
        Platform platform = Platform.onFreePorts(home);
        try (Wiring wiring = new Wiring(platform)) {
            PlatformRunner runner = new PlatformRunner(platform, wiring);
            try {
                progress.accept("starting a platform in " + home.directory());
                runner.start(StartupListener.silent());
                wiring.requireKafkaBehindItsProxy();
                Chaos chaos = new Chaos(platform, runner, wiring, settings, directory, progress, Clock.systemUTC());
                return LongStream.range(firstSeed, firstSeed + seeds).mapToObj(chaos::run).toList();
            } finally {
                runner.reset(_ -> {});
            }
        }
    }

    /** Leaves the platform whole, and a report, the shoppers' log and, of a seed that failed, the logs of all programs. */
    private SeedReport run(long seed) {
        List<Fault> faults = Schedule.of(seed, settings.load(), settings.kinds());
        List<Visit> visits = Visit.plan(seed, settings.load(), settings.perSecond(), Market.SHOPPERS);
        FileTree.delete(directoryOf(seed));
        progress.accept("seed %d: %d visits and %d faults in %d s".formatted(seed, visits.size(), faults.size(),
                settings.load().toSeconds()));
        ShopperLog log = new ShopperLog(clock);
        Market market = Market.open(platform, log);
        Settlement settlement = new Settlement(platform, market.operator());
        Set<String> before = settlement.orders().keySet();
        Load load = new Load(market);
        Injector injector = new Injector(platform, runner, wiring, progress, clock);

        Instant began = clock.instant();
        long begin = System.nanoTime();
        Thread shopping = Thread.ofPlatform().name("shoppers").start(() -> load.run(visits, begin));
        injector.run(faults, begin, settings.load());
        await(shopping, Duration.ofNanos(begin + settings.load().toNanos() - System.nanoTime()));
        List<String> findings = new ArrayList<>(Injector.findings(injector.done()));
        try {
            injector.recover();
        } catch (StartupFailed e) {
            findings.add("platform-starts-again: " + e.getMessage());
        }
        madeUp.putAll(injector.madeUpMessages());
        progress.accept("  the faults are over");
        long over = System.nanoTime();
        if (!await(shopping, ENDS_WITHIN)) {
            findings.add("shoppers-go-home: not within %d s".formatted(ENDS_WITHIN.toSeconds()));
        }
        Duration rest = ENDS_WITHIN.minusNanos(System.nanoTime() - over);
        Settled settled = settlement.await(over, rest.compareTo(AT_LEAST) < 0 ? AT_LEAST : rest);

        findings.addAll(load.findings());
        settled.open().stream().map(order -> "order-has-ended: not within %d s: %s"
                .formatted(ENDS_WITHIN.toSeconds(), order)).filter(known::add).forEach(findings::add);
        findings.addAll(broken(new Checker(platform::database, STUCK_AFTER, madeUp).check(SETTLING)));
        findings.addAll(new SentMails(platform, market.shoppers()).findings(SETTLING, injector.done().stream()
                .filter(done -> CUT_MAILS_OFF.contains(done.fault().target())).count()));
        log.write(logOf(seed));
        findings.addAll(broken(ClientLog.read(logOf(seed)).check(platform::database, SETTLING)));
        Map<String, Integer> outcomes = settlement.outcomes(before);
        int served = SERVED.stream().mapToInt(status -> outcomes.getOrDefault(status, 0)).sum();
        if (served == 0 || served * VISITS_FOR_ONE_ORDER < visits.size()) {
            findings.add("shoppers-are-served: only %d orders stand after %d visits".formatted(served, visits.size()));
        }
        SeedReport report = new SeedReport(seed, began, injector.done(), visits.size(), load.turnedAway(), writes(log),
                outcomes, settled.took(), findings);
        keep(report);
        report.lines().forEach(progress);
        return report;
    }

    private List<String> broken(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.finding().offenders().stream()
                        .map(offender -> verdict.rule() + ": " + offender))
                .filter(known::add)
                .toList();
    }

    private static Map<String, Integer> writes(ShopperLog log) {
        Map<String, Integer> counts = new TreeMap<>();
        log.entries().forEach(entry -> counts.merge(entry.stage().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        return counts;
    }

    private Path directoryOf(long seed) {
        return directory.resolve("seed-" + seed);
    }

    private Path logOf(long seed) {
        return directoryOf(seed).resolve("shoppers.jsonl");
    }

    private void keep(SeedReport report) {
        Path kept = directoryOf(report.seed());
        try {
            Files.write(kept.resolve("report.txt"), report.lines());
            Files.writeString(kept.resolve("report.json"),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.values()));
            if (!report.holds()) {
                copyLogs(kept.resolve("logs"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyLogs(Path to) throws IOException {
        Files.createDirectories(to);
        try (var logs = Files.list(platform.home().logs())) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                Files.copy(log, to.resolve(log.getFileName()));
            }
        }
    }

    private static boolean await(Thread thread, Duration patience) {
        try {
            return thread.join(patience.isNegative() ? Duration.ofMillis(1) : patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
