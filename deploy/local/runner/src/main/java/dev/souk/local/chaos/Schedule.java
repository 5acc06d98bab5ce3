package dev.souk.local.chaos;

import dev.souk.engines.Engine;
import dev.souk.local.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which faults happen when: the same ones for the same seed, duration and kinds. */
final class Schedule {

    private static final Duration QUIET_BEGINNING = Duration.ofSeconds(2);
    private static final int SECONDS_FOR_EACH = 6;
    private static final Duration TO_START_AGAIN = Duration.ofSeconds(15);
    private static final int TRIES = 20;

    /** Everything but the sink of mails, whose memory is what the mails are counted in. */
    static final List<String> ENGINES = Stream.of(Engine.values())
            .filter(engine -> engine != Engine.MAIL)
            .map(Engine::programName)
            .toList();
    private static final List<String> SERVICES = Stream.concat(
            Arrays.stream(Service.values()),
            Stream.of(Service.ORDER, Service.INVENTORY, Service.PAYMENT)) // where stock and money are at stake
            .map(Service::id)
            .toList();
    /** Those that have a clock of their own to be off. */
    private static final List<String> CLOCKS = Stream
            .of(Service.USER, Service.ORDER, Service.INVENTORY, Service.PAYMENT, Service.NOTIFICATION)
            .map(Service::id)
            .toList();
    static final List<String> TOPICS = List.of("orders", "reservations", "shipments", "payments", "stock");
    static final List<String> SENDERS = Stream.of(Service.ORDER, Service.INVENTORY, Service.PAYMENT)
            .map(Service::id)
            .toList();

    private final Random random;
    private final Duration load;
    private final List<Fault> faults = new ArrayList<>();

    private Schedule(long seed, Duration load) {
        this.random = new Random(seed);
        this.load = load;
    }

    /** In the order of their beginnings. */
    static List<Fault> of(long seed, Duration load, Set<FaultKind> kinds) {
        Schedule schedule = new Schedule(seed, load);
        schedule.draw(List.copyOf(new TreeSet<>(kinds)));
        schedule.faults.sort(Comparator.comparing(Fault::at));
        return List.copyOf(schedule.faults);
    }

    /** From a shuffled deck: two of a kind come only when each kind has come once. */
    private void draw(List<FaultKind> kinds) {
        List<FaultKind> deck = new ArrayList<>();
        for (long missing = Math.max(2, load.toSeconds() / SECONDS_FOR_EACH); missing > 0; missing--) {
            if (deck.isEmpty()) {
                deck.addAll(kinds);
                Collections.shuffle(deck, random);
            }
            add(deck.removeLast());
        }
    }

    /** What is hit already is left alone until it has come to itself; a schedule that is full takes no more. */
    private void add(FaultKind kind) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Fault fault = drawn(kind);
            if (faults.stream().noneMatch(other -> meet(fault, other))) {
                faults.add(fault);
                return;
            }
        }
    }

    private Fault drawn(FaultKind kind) {
        long span = Math.max(1, load.minus(QUIET_BEGINNING).toMillis());
        Duration at = QUIET_BEGINNING.plusMillis(random.nextLong(span));
        Duration rest = load.minus(at);
        Duration least = Duration.ofSeconds(kind.shortestSeconds());
        Duration lasts = least
                .plusMillis(random.nextLong(1 + 1_000L * (kind.longestSeconds() - kind.shortestSeconds())));
        return new Fault(kind, any(targets(kind)), at, max(least, min(lasts, rest)), random.nextInt(1_000_000));
    }

    private static List<String> targets(FaultKind kind) {
        return switch (kind) {
            case KILL_SERVICE, PAUSE_SERVICE -> SERVICES;
            case HALT_SERVICE -> SENDERS;
            case CLOCK_OFF -> CLOCKS;
            case KILL_ENGINE, PAUSE_ENGINE -> ENGINES;
            case SLOW_LINK, THROTTLED_LINK, STALLED_LINK, RESET_LINK, HALF_OPEN_LINK -> Wiring.LINKS;
            case DUPLICATED_MESSAGES, POISONED_MESSAGES -> TOPICS;
            case REORDERED_MESSAGES, OLD_MESSAGES -> SENDERS;
        };
    }

    private static boolean meet(Fault one, Fault other) {
        return one.target().equals(other.target())
                && one.at().compareTo(other.until().plus(TO_START_AGAIN)) < 0
                && other.at().compareTo(one.until().plus(TO_START_AGAIN)) < 0;
    }

    private String any(List<String> targets) {
        return targets.get(random.nextInt(targets.size()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
