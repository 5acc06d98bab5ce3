package dev.souk.local.chaos;

import dev.souk.engines.Engine;
import dev.souk.local.Service;
import dev.souk.saboteur.KillPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which faults happen when: the same ones for the same seed, duration and kinds. Any three consecutive seeds that begin with 1, 4,
 * 7 ... have every kind among them, and some fifty every halt.
 */
final class Schedule {

    private static final Duration QUIET_BEGINNING = Duration.ofSeconds(2);
    private static final int SECONDS_FOR_EACH = 6;
    private static final Duration TO_START_AGAIN = Duration.ofSeconds(15);
    private static final int TRIES = 200;
    private static final int POINTS = KillPoint.values().length;
    private static final int SEEDS_OF_A_DECK = 3;
    private static final int HALTS_IN_A_DECK = 3;

    /** A service that passes a point while shoppers buy. */
    record Halt(Service service, KillPoint point) {}

    /** Neighbours are of different services, so that few seeds hit all of them. */
    static final List<Halt> HALTS = Arrays.stream(KillPoint.values())
            .flatMap(point -> passing(point).map(service -> new Halt(service, point)))
            .toList();

    private static Stream<Service> passing(KillPoint point) {
        return switch (point) {
            case BEFORE_COMMIT, AFTER_COMMIT -> Stream.of(Service.ORDER, Service.PAYMENT, Service.INVENTORY,
                    Service.NOTIFICATION, Service.PRODUCT, Service.USER);
            case BEFORE_PUBLISH, AFTER_PUBLISH ->
                Stream.of(Service.ORDER, Service.PAYMENT, Service.INVENTORY, Service.USER);
            case BEFORE_ACKNOWLEDGEMENT, AFTER_ACKNOWLEDGEMENT -> Stream.of(Service.ORDER, Service.PAYMENT,
                    Service.INVENTORY, Service.NOTIFICATION, Service.PRODUCT);
            case BEFORE_PROVIDER_CALL, AFTER_PROVIDER_CALL -> Stream.of(Service.PAYMENT);
        };
    }

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

    private final long seed;
    private final Random random;
    private final Duration load;
    private final List<Fault> faults = new ArrayList<>();

    private Schedule(long seed, Duration load) {
        this.seed = seed;
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

    /** Each seed has its third of the deck, and goes on with what follows if there is time for more. */
    private void draw(List<FaultKind> kinds) {
        long number = Math.floorDiv(seed - 1, SEEDS_OF_A_DECK);
        List<Card> deck = deck(kinds, number);
        int share = Math.ceilDiv(deck.size(), SEEDS_OF_A_DECK);
        int first = share * Math.floorMod(seed - 1, SEEDS_OF_A_DECK);
        long wanted = Math.max(Math.max(2, share), load.toSeconds() / SECONDS_FOR_EACH);
        LongStream.range(first, first + wanted).mapToObj(card -> deck.get((int) (card % deck.size())))
                .sorted(Comparator.comparing(card -> card.kind() != FaultKind.HALT_SERVICE)) // these have no choice of targets
                .forEach(this::add);
    }

    /** @param halt which of {@link #HALTS}, for that kind */
    private record Card(FaultKind kind, int halt) {}

    private static List<Card> deck(List<FaultKind> kinds, long number) {
        List<Card> deck = new ArrayList<>();
        for (FaultKind kind : kinds) {
            int copies = kind == FaultKind.HALT_SERVICE ? HALTS_IN_A_DECK : 1;
            for (int copy = 0; copy < copies; copy++) {
                deck.add(new Card(kind, Math.floorMod(number * HALTS_IN_A_DECK + copy, HALTS.size())));
            }
        }
        Collections.shuffle(deck, new Random(number));
        return deck;
    }

    /** What is hit already is left alone until it has come to itself; a schedule that is full takes no more. */
    private void add(Card card) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Fault fault = drawn(card);
            if (faults.stream().noneMatch(other -> meet(fault, other))) {
                faults.add(fault);
                return;
            }
        }
    }

    /** Ends before the load does, if it can: what follows is to be seen by shoppers. */
    private Fault drawn(Card card) {
        FaultKind kind = card.kind();
        Duration lasts = Duration.ofSeconds(kind.shortestSeconds())
                .plusMillis(random.nextLong(1 + 1_000L * (kind.longestSeconds() - kind.shortestSeconds())));
        long latest = load.minus(lasts).minus(QUIET_BEGINNING).toMillis();
        Duration at = QUIET_BEGINNING.plusMillis(random.nextLong(Math.max(1, latest)));
        int dice = random.nextInt(1_000_000);
        if (kind == FaultKind.HALT_SERVICE) {
            Halt halt = HALTS.get(card.halt());
            return new Fault(kind, halt.service().id(), at, lasts, halt.point().ordinal() + POINTS * dice);
        }
        return new Fault(kind, any(targets(kind)), at, lasts, dice);
    }

    /** Where a fault of kind {@link FaultKind#HALT_SERVICE} halts. */
    static KillPoint point(Fault halt) {
        return KillPoint.values()[halt.dice() % POINTS];
    }

    /** What is left of the dice. */
    static int diceOf(Fault halt) {
        return halt.dice() / POINTS;
    }

    private static List<String> targets(FaultKind kind) {
        return switch (kind) {
            case KILL_SERVICE, PAUSE_SERVICE -> SERVICES;
            case HALT_SERVICE -> List.of();
            case CLOCK_OFF -> CLOCKS;
            case KILL_ENGINE, PAUSE_ENGINE -> ENGINES;
            case SLOW_LINK, THROTTLED_LINK, STALLED_LINK, RESET_LINK, HALF_OPEN_LINK -> Wiring.LINKS;
            case DUPLICATED_MESSAGES, POISONED_MESSAGES -> TOPICS;
            case REORDERED_MESSAGES, OLD_MESSAGES -> SENDERS;
        };
    }

    private static boolean meet(Fault one, Fault other) {
        return !one.kind().isOfMessages() && !other.kind().isOfMessages() && one.target().equals(other.target())
                && one.at().compareTo(other.until().plus(TO_START_AGAIN)) < 0
                && other.at().compareTo(one.until().plus(TO_START_AGAIN)) < 0;
    }

    private String any(List<String> targets) {
        return targets.get(random.nextInt(targets.size()));
    }
}
