package dev.souk.local.chaos;

import dev.souk.local.Failures;
import dev.souk.local.Platform;
import dev.souk.local.chaos.SeedReport.Recovery;
import dev.souk.local.chaos.Settlement.Settled;
import dev.souk.local.check.Checker;
import dev.souk.local.check.Checker.Verdict;
import dev.souk.local.check.ClientLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One seed: shoppers and faults at the same time, and what has become of the orders when both are over. */
final class SeedRun {

    /** Within this time after everything runs again every order has ended. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
    /** After the last shopper, who may have come late. */
    private static final Duration AT_LEAST = Duration.ofSeconds(20);
    /** How an order stands after it was paid. */
    private static final List<String> SERVED = List.of("CONFIRMED", "SHIPPED", "DELIVERED", "RETURNED");
    /** A platform that refuses everybody loses nothing: this is the least that counts as serving them. */
    private static final int VISITS_FOR_ONE_ORDER = 20;
    private static final Duration STUCK_AFTER = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Platform platform;
    private final Chaos.Settings settings;
    private final long seed;
    private final Path shoppersLog;
    private final MessageFaults messages;
    private final Consumer<String> progress;
    private final Clock clock;
    private final List<Fault> faults;
    private final List<Visit> visits;
    private final ShopperLog log;
    private final Injector injector;
    private final List<String> findings = new ArrayList<>();
    private Instant began;
    private int turnedAway;
    private Map<String, Integer> outcomes = Map.of();
    private @Nullable Recovery recovery;

    /**
     * @param platform runs
     * @param messages faults of all seeds on this platform
     * @param shoppersLog keeps what the shoppers know
     */
    SeedRun(Platform platform, Injector injector, MessageFaults messages, Chaos.Settings settings, long seed,
            Path shoppersLog, Consumer<String> progress, Clock clock) {
        this.platform = platform;
        this.settings = settings;
        this.seed = seed;
        this.shoppersLog = shoppersLog;
        this.messages = messages;
        this.progress = progress;
        this.clock = clock;
        this.faults = Schedule.of(seed, settings.load(), settings.kinds());
        this.visits = Visit.plan(seed, settings.load(), settings.perSecond(), Market.SHOPPERS);
        this.log = new ShopperLog(clock);
        this.injector = injector;
        this.began = clock.instant();
    }

    /** What cannot be judged, because something that is asked does not answer any more, is a finding, too. */
    SeedReport run() {
        progress.accept("seed %d: %d visits and %d faults in %d s".formatted(seed, visits.size(), faults.size(),
                settings.load().toSeconds()));
        try {
            play();
        } catch (RuntimeException e) {
            findings.add("seed-can-be-judged: " + Failures.describe(e));
        }
        return new SeedReport(seed, began, injector.done(), visits.size(), turnedAway, writes(), outcomes, recovery,
                findings);
    }

    private void play() {
        Market market = Market.open(platform, log);
        Settlement settlement = new Settlement(platform, market.operator());
        Set<String> before = settlement.orders().keySet();
        Load load = new Load(market);
        began = clock.instant();
        long begin = System.nanoTime();
        Thread shopping = Thread.ofPlatform().name("shoppers").start(() -> load.run(visits, begin));
        injector.run(faults, begin, settings.load());
        await(shopping, settings.load().minusNanos(System.nanoTime() - begin));
        findings.addAll(Injector.findings(faults, injector.done()));
        progress.accept("  the faults are over");

        long over = System.nanoTime();
        boolean runs = recovers();
        long running = System.nanoTime();
        if (!await(shopping, ENDS_WITHIN)) {
            findings.add("shoppers-go-home: not within %d s".formatted(ENDS_WITHIN.toSeconds()));
        }
        log.write(shoppersLog);
        turnedAway = load.turnedAway();
        findings.addAll(load.findings());
        if (runs) {
            settle(settlement, over, running);
            judge(market);
            outcomes = settlement.outcomes(before);
            requireServed();
        }
    }

    private boolean recovers() {
        try {
            injector.recover();
            return true;
        } catch (RuntimeException e) {
            findings.add("platform-starts-again: " + Failures.describe(e));
            return false;
        }
    }

    /** Both instants in {@link System#nanoTime()}. */
    private void settle(Settlement settlement, long over, long running) {
        Duration rest = ENDS_WITHIN.minusNanos(System.nanoTime() - running);
        Settled settled = settlement.await(over, rest.compareTo(AT_LEAST) < 0 ? AT_LEAST : rest);
        recovery = new Recovery(Duration.ofNanos(running - over), settled.took(), settled.open().size());
        settled.open().forEach(order -> findings.add("order-has-ended: not within %d s: %s"
                .formatted(ENDS_WITHIN.toSeconds(), order)));
    }

    private void judge(Market market) {
        findings.addAll(broken(new Checker(platform::database, STUCK_AFTER, messages.madeUp()).check(SETTLING)));
        findings.addAll(new SentMails(platform, market.shoppers()).findings(SETTLING,
                SentMails.explained(injector.done())));
        findings.addAll(broken(ClientLog.read(shoppersLog).check(platform::database, SETTLING)));
    }

    private static List<String> broken(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.finding().offenders().stream()
                        .map(offender -> verdict.rule() + ": " + offender))
                .toList();
    }

    private void requireServed() {
        int served = SERVED.stream().mapToInt(status -> outcomes.getOrDefault(status, 0)).sum();
        if (served == 0 || served * VISITS_FOR_ONE_ORDER < visits.size()) {
            findings.add("shoppers-are-served: only %d orders stand after %d visits".formatted(served, visits.size()));
        }
    }

    private Map<String, Integer> writes() {
        Map<String, Integer> counts = new TreeMap<>();
        log.entries().forEach(entry -> counts.merge(entry.stage().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        return counts;
    }

    private static boolean await(Thread thread, Duration patience) {
        try {
            return thread.join(patience.isPositive() ? patience : Duration.ofMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
