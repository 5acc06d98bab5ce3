package dev.souk.local.chaos;

import dev.souk.engines.Engine;
import dev.souk.local.Pauses;
import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.local.StartupListener;
import dev.souk.local.chaos.FaultProxy.Condition;
import dev.souk.saboteur.KillPoint;
import dev.souk.saboteur.SabotageFailed;
import dev.souk.saboteur.Saboteur;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** Does to a platform what a schedule says. */
final class Injector {

    /** What has become of a fault. */
    enum Outcome {
        HAPPENED,
        /** It could not be, as may be the case now and then: a link that nobody uses at that time, a point that is not passed. */
        MISSED,
        /** It should have been possible. */
        FAILED
    }

    private static final Duration OFF = Duration.ofMinutes(5);
    private static final int START_TRIES = 3;
    private static final int MOST_PASSINGS = 3;
    private static final Duration SIGNALLED_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Platform platform;
    private final PlatformRunner runner;
    private final Wiring wiring;
    private final MessageFaults messages;
    private final Consumer<String> progress;
    private final Clock clock;
    private volatile long end;
    /** Faults of one target come one after the other, however long a program takes to start. */
    private final Map<String, Lock> targets = new ConcurrentHashMap<>();
    private final List<Done> done = Collections.synchronizedList(new ArrayList<>());
    private final Set<Fault> goingOn = ConcurrentHashMap.newKeySet();
    /** Programs that have not started again. */
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    Injector(Platform platform, PlatformRunner runner, Wiring wiring, MessageFaults messages,
            Consumer<String> progress, Clock clock) {
        this.platform = platform;
        this.runner = runner;
        this.wiring = wiring;
        this.messages = messages;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * @param until when the platform was put right again, which takes longer than the fault when a service has to start
     * @param note how much was done, or why it could not be
     */
    record Done(Fault fault, Instant from, Instant until, Outcome outcome, String note) {}

    /** See {@link Outcome#MISSED}. */
    private static final class Missed extends RuntimeException {

        Missed(String why) {
            super(why);
        }
    }

    /**
     * Returns when all of them are over.
     *
     * @param begin in {@link System#nanoTime()}
     * @param load from the beginning on; what cannot begin meanwhile is missed
     */
    void run(List<Fault> faults, long begin, Duration load) {
        end = begin + load.toNanos();
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
        Lock lock = fault.kind().isOfMessages()
                ? new ReentrantLock()
                : targets.computeIfAbsent(fault.target(), _ -> new ReentrantLock());
        lock.lock();
        try {
            Instant from = clock.instant();
            Outcome outcome = Outcome.HAPPENED;
            String note;
            goingOn.add(fault);
            try {
                note = commit(fault);
            } catch (Missed | MessageFaults.Away e) {
                outcome = Outcome.MISSED;
                note = "missed: " + e.getMessage();
            } catch (RuntimeException e) {
                outcome = Outcome.FAILED;
                note = "failed: " + e;
            } finally {
                goingOn.remove(fault);
            }
            done.add(new Done(fault, from, clock.instant(), outcome, note));
            progress.accept("  " + fault + (note.isEmpty() ? "" : " (" + note + ")"));
        } finally {
            lock.unlock();
        }
    }

    /** A seed whose faults did not happen proves nothing: none may fail or be forgotten, and most must not be missed. */
    static List<String> findings(List<Fault> planned, List<Done> all) {
        List<String> findings = new ArrayList<>(all.stream().filter(it -> it.outcome() == Outcome.FAILED)
                .map(it -> "faults-happen: %s (%s)".formatted(it.fault(), it.note())).toList());
        planned.stream().filter(fault -> all.stream().noneMatch(it -> it.fault().equals(fault)))
                .forEach(fault -> findings.add("faults-happen: %s (nobody knows what became of it)".formatted(fault)));
        long happened = all.stream().filter(it -> it.outcome() == Outcome.HAPPENED).count();
        if (2 * happened < planned.size() || happened == 0) {
            findings.add("faults-happen: only %d of %d did".formatted(happened, planned.size()));
        }
        return findings;
    }

    /** Those of this run so far, in the order in which they began. */
    List<Done> done() {
        synchronized (done) {
            return done.stream().sorted(Comparator.comparing(Done::from)).toList();
        }
    }

    /** Puts everything right, whatever the faults have left. */
    void recover() {
        wiring.clearLinks();
        PlatformRunner.programNames().forEach(runner::resume);
        runner.start(StartupListener.silent());
    }

    private String commit(Fault fault) {
        if (System.nanoTime() > end) {
            throw new Missed(fault.target() + " was not well again before the load was over");
        }
        String target = fault.target();
        return switch (fault.kind()) {
            case KILL_SERVICE, KILL_ENGINE -> {
                kill(target);
                Pauses.of(fault.lasts());
                yield startAgain(target);
            }
            case HALT_SERVICE -> haltAtPoint(fault);
            case PAUSE_SERVICE, PAUSE_ENGINE -> pause(fault);
            case CLOCK_OFF -> runWithClockOff(fault);
            case SLOW_LINK -> hurt(fault, Condition.SLOW);
            case THROTTLED_LINK -> hurt(fault, Condition.THROTTLED);
            case STALLED_LINK -> hurt(fault, Condition.STALLED);
            case RESET_LINK -> hurt(fault, Condition.RESET);
            case HALF_OPEN_LINK -> hurt(fault, Condition.HALF_OPEN);
            case DUPLICATED_MESSAGES -> sent(() -> messages.duplicate(target));
            case REORDERED_MESSAGES -> sent(() -> messages.reorder(service(target), fault.lasts(), fault.dice()));
            case OLD_MESSAGES -> sent(() -> messages.repeatOldFacts(service(target), fault.dice()));
            case POISONED_MESSAGES -> sent(() -> messages.poison(target, fault.dice()));
        };
    }

    /** A program that could not start again because of another fault is no failure of this one. */
    private void requireToRun(String program) {
        if (!runner.runs(program) && down.contains(program)) {
            throw new Missed(program + " had not started again");
        }
        require(runner.runs(program), program + " did not run");
    }

    private void kill(String program) {
        requireToRun(program);
        runner.kill(program);
        require(!runner.runs(program), program + " has survived");
    }

    private String pause(Fault fault) {
        requireToRun(fault.target());
        runner.pause(fault.target());
        try {
            require(standsStill(fault.target()), fault.target() + " goes on");
            Pauses.of(fault.lasts());
            require(runner.isPaused(fault.target()), fault.target() + " went on before its time");
        } finally {
            runner.resume(fault.target());
        }
        return "";
    }

    /** A signal takes a moment to arrive. */
    private boolean standsStill(String program) {
        long deadline = System.nanoTime() + SIGNALLED_WITHIN.toNanos();
        while (!runner.isPaused(program)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pauses.of(LOOK_AGAIN);
        }
        return true;
    }

    private static void require(boolean condition, String failure) {
        if (!condition) {
            throw new IllegalStateException(failure);
        }
    }

    private String hurt(Fault fault, Condition condition) {
        FaultProxy proxy = wiring.proxy(fault.target());
        proxy.set(condition);
        Pauses.of(fault.lasts());
        int connections = proxy.hurt();
        proxy.set(Condition.CLEAR);
        if (connections == 0) {
            throw new Missed("nobody used the link");
        }
        return connections + " connections";
    }

    private static String sent(IntSupplier send) {
        int messages = send.getAsInt();
        if (messages == 0) {
            throw new Missed("there was no message yet");
        }
        return messages + " messages";
    }

    private String haltAtPoint(Fault fault) {
        requireToRun(fault.target());
        KillPoint point = Schedule.point(fault);
        int passing = 1 + Schedule.diceOf(fault) % MOST_PASSINGS;
        ProcessHandle process = ProcessHandle.of(platform.pid(service(fault.target()))).orElseThrow();
        Saboteur saboteur = Saboteur.of(process.pid());
        saboteur.killAt(point, passing);
        if (!ends(process, fault.lasts()) && calledOff(saboteur, process)) {
            throw new Missed(point.id() + " was not passed " + passing + " times");
        }
        OptionalInt status = runner.exitStatus(fault.target());
        String late = startAgain(fault.target());
        require(status.isEmpty() || status.getAsInt() == Saboteur.KILLED,
                "%s ended with exit status %s and not at %s".formatted(fault.target(), status, point.id()));
        return "%s, passing %d%s".formatted(point.id(), passing, late.isEmpty() ? "" : ", " + late);
    }

    private static boolean ends(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Pauses.of(LOOK_AGAIN);
        }
        return true;
    }

    /** False when it has passed the point while it was told not to end there any more. */
    private static boolean calledOff(Saboteur saboteur, ProcessHandle process) {
        try {
            saboteur.disarm();
        } catch (SabotageFailed e) {
            if (!ends(process, SIGNALLED_WITHIN)) {
                throw e;
            }
        }
        return process.isAlive();
    }

    private String runWithClockOff(Fault fault) {
        Duration offset = fault.dice() % 2 == 0 ? OFF : OFF.negated();
        Instant from = clock.instant();
        wiring.setClockOff(fault.target(), offset);
        try {
            kill(fault.target());
            String failure = startAgain(fault.target());
            if (!failure.isEmpty() && anEngineWasHurtAfter(from)) {
                throw new Missed(failure);
            }
            require(failure.isEmpty(), failure);
            Pauses.of(fault.lasts());
        } finally {
            wiring.setClockRight(fault.target());
        }
        kill(fault.target());
        startAgain(fault.target());
        return offset.toString();
    }

    private boolean anEngineWasHurtAfter(Instant from) {
        return Stream.concat(goingOn.stream(),
                done().stream().filter(other -> other.until().isAfter(from)).map(Done::fault))
                .anyMatch(fault -> fault.kind().isOfEngines())
                || down.stream().anyMatch(program -> Engine.named(program).isPresent());
    }

    /**
     * A service may die while it starts, when what it needs has been hurt, too: a supervisor would try again. What does not
     * start at all is left to {@link #recover}.
     *
     * @return why it does not run, or an empty text
     */
    private String startAgain(String program) {
        String failure = "";
        for (int attempt = 1; attempt <= START_TRIES; attempt++) {
            try {
                runner.start(program);
                down.remove(program);
                return "";
            } catch (RuntimeException e) {
                failure = e.toString().lines().findFirst().orElse("");
                progress.accept("  %s did not start: %s".formatted(program, failure));
            }
        }
        down.add(program);
        return program + " did not start again: " + failure;
    }

    private static Service service(String id) {
        return Service.named(id).orElseThrow();
    }
}
