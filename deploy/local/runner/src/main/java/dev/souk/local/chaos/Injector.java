package dev.souk.local.chaos;

import dev.souk.local.Pauses;
import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.local.StartupListener;
import dev.souk.local.chaos.FaultProxy.Condition;
import dev.souk.saboteur.KillPoint;
import dev.souk.saboteur.Saboteur;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does to a platform what a schedule says. */
final class Injector {

    private static final Duration OFF = Duration.ofMinutes(5);
    private static final int START_TRIES = 3;
    private static final int MOST_PASSINGS = 8;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Set<KillPoint> PROVIDER_CALLS = Set.of(KillPoint.BEFORE_PROVIDER_CALL,
            KillPoint.AFTER_PROVIDER_CALL);

    private final Platform platform;
    private final PlatformRunner runner;
    private final Wiring wiring;
    private final MessageFaults messages;
    private final Consumer<String> progress;
    private final Clock clock;
    private final List<Done> done = Collections.synchronizedList(new ArrayList<>());

    Injector(Platform platform, PlatformRunner runner, Wiring wiring, Consumer<String> progress, Clock clock) {
        this.platform = platform;
        this.runner = runner;
        this.wiring = wiring;
        this.messages = new MessageFaults(platform, wiring.kafkaAddress());
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What has become of a fault.
     *
     * @param until when the platform was put right again, which takes longer than the fault when a service has to start
     * @param note how much was done, or why it could not be
     */
    record Done(Fault fault, Instant from, Instant until, String note) {}

    /**
     * Returns when all of them are over.
     *
     * @param begin in {@link System#nanoTime()}
     */
    void run(List<Fault> faults, long begin) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Fault fault : faults) {
                threads.execute(() -> {
                    Pauses.of(Duration.ofNanos(Math.max(0, begin + fault.at().toNanos() - System.nanoTime())));
                    inject(fault);
                });
            }
        }
    }

    private void inject(Fault fault) {
        Instant from = clock.instant();
        String note;
        try {
            note = commit(fault);
        } catch (RuntimeException e) {
            note = "failed: " + e.getMessage();
        }
        done.add(new Done(fault, from, clock.instant(), note));
        progress.accept("  " + fault + (note.isEmpty() ? "" : " (" + note + ")"));
    }

    /** Those of this run so far, in the order in which they began. */
    List<Done> done() {
        synchronized (done) {
            return done.stream().sorted(Comparator.comparing(Done::from)).toList();
        }
    }

    /** The ids of messages that no service has sent. */
    Set<String> madeUpMessages() {
        return messages.madeUp();
    }

    /** Puts everything right, whatever the faults have left. */
    void recover() {
        wiring.clearLinks();
        PlatformRunner.programNames().forEach(runner::resume);
        runner.start(StartupListener.silent());
    }

    private String commit(Fault fault) {
        String target = fault.target();
        return switch (fault.kind()) {
            case KILL_SERVICE, KILL_ENGINE -> {
                runner.kill(target);
                Pauses.of(fault.lasts());
                yield startAgain(target);
            }
            case HALT_SERVICE -> haltAtPoint(fault);
            case PAUSE_SERVICE, PAUSE_ENGINE -> {
                runner.pause(target);
                Pauses.of(fault.lasts());
                runner.resume(target);
                yield "";
            }
            case CLOCK_OFF -> runWithClockOff(fault);
            case SLOW_LINK -> hurt(fault, Condition.SLOW);
            case THROTTLED_LINK -> hurt(fault, Condition.THROTTLED);
            case STALLED_LINK -> hurt(fault, Condition.STALLED);
            case RESET_LINK -> hurt(fault, Condition.RESET);
            case HALF_OPEN_LINK -> hurt(fault, Condition.HALF_OPEN);
            case DUPLICATED_MESSAGES -> messages.duplicate(target);
            case REORDERED_MESSAGES -> messages.reorder(service(target), fault.lasts(), fault.dice());
            case OLD_MESSAGES -> messages.repeatOldFacts(service(target), fault.dice());
            case POISONED_MESSAGES -> messages.poison(target, fault.dice());
        };
    }

    private String hurt(Fault fault, Condition condition) {
        FaultProxy proxy = wiring.proxy(fault.target());
        proxy.set(condition);
        Pauses.of(fault.lasts());
        proxy.set(Condition.CLEAR);
        return "";
    }

    private String haltAtPoint(Fault fault) {
        List<KillPoint> points = Arrays.stream(KillPoint.values())
                .filter(point -> fault.target().equals(Service.PAYMENT.id()) || !PROVIDER_CALLS.contains(point))
                .toList();
        KillPoint point = points.get(fault.dice() % points.size());
        int passing = 1 + fault.dice() / points.size() % MOST_PASSINGS;
        ProcessHandle process = ProcessHandle.of(platform.pid(service(fault.target()))).orElseThrow();
        Saboteur saboteur = Saboteur.of(process.pid());
        saboteur.killAt(point, passing);
        long deadline = System.nanoTime() + fault.lasts().toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                saboteur.disarm();
                return point.id() + " was not passed " + passing + " times";
            }
            Pauses.of(LOOK_AGAIN);
        }
        startAgain(fault.target());
        return "%s, passing %d".formatted(point.id(), passing);
    }

    private String runWithClockOff(Fault fault) {
        Duration offset = fault.dice() % 2 == 0 ? OFF : OFF.negated();
        wiring.setClockOff(fault.target(), offset);
        try {
            runner.kill(fault.target());
            startAgain(fault.target());
            Pauses.of(fault.lasts());
        } finally {
            wiring.setClockRight(fault.target());
        }
        runner.kill(fault.target());
        startAgain(fault.target());
        return offset.toString();
    }

    /** A service may die while it starts, when what it needs has been hurt, too: a supervisor would try again. */
    private String startAgain(String program) {
        for (int attempt = 1; attempt < START_TRIES; attempt++) {
            try {
                runner.start(program);
                return "";
            } catch (RuntimeException e) {
                progress.accept("  %s did not start, and is tried again: %s".formatted(program,
                        e.getMessage() == null ? e : e.getMessage().lines().findFirst().orElse("")));
            }
        }
        runner.start(program);
        return "";
    }

    private static Service service(String id) {
        return Service.named(id).orElseThrow();
    }
}
