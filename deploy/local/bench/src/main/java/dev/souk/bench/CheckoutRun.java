package dev.souk.bench;

import dev.souk.bench.Buyers.Told;
import dev.souk.bench.Throughput.Done;
import dev.souk.engines.ProjectRoot;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The services of a checkout and the rounds that they are measured in. */
final class CheckoutRun implements AutoCloseable {

    private static final String CLIENT = "buyers, in the JVM of this measurement";
    private static final int SKUS = 1_000;
    private static final int MOST_SHOPPERS = 100_000;
    private static final long ENOUGH = 1_000_000;
    private static final int RAW_TO_ORDERS = 10;
    private static final Duration LAG_ROUND = Duration.ofSeconds(10);
    /** Processors for each instance: twice three of them leave room on two for engines and buyers. */
    private static final double QUOTA = 0.2;
    /** There are fewer orders in a round when they take so much longer. */
    private static final int BOUNDED_PART = 4;
    /** They are good for twice as long, and to sign them takes longer than to use them. */
    private static final Duration TOKENS_KEPT = Duration.ofMinutes(5);
    private static final int WARM_UP_WINDOW = 500;
    private static final int RAW_WARM_UP_WINDOW = 2_000;
    /** What an order runs through is compiled late: it is much, and each part of it runs seldom. */
    private static final int LEAST_WARM_UP = 5_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(90);

    private final CheckoutBench.Settings settings;
    private final Consumer<String> progress;
    private final Clock clock;
    private final Callers shoppers;
    private final CheckoutServices services;
    private final List<String> skus = CheckoutServices.skus("MUG", SKUS);
    private final Books books;
    private final RawTransactions raw;
    private final RawHops hops;
    private final CpuUse cpu;
    private final CpuUse rawCpu;
    private final SortedMap<String, Long> others = new TreeMap<>();
    private List<String> tokens = List.of();
    private Instant signed = Instant.EPOCH;
    private long sent;

    /** Starts all of it. */
    CheckoutRun(Stage stage, ProjectRoot root, CheckoutBench.Settings settings, Consumer<String> progress, Clock clock)
            throws SQLException {
        this.settings = settings;
        this.progress = progress;
        this.clock = clock;
        this.shoppers = new Callers(MOST_SHOPPERS, "SHOPPER", CheckoutServices.ISSUER, clock);
        this.services = new CheckoutServices(stage, root, shoppers);
        progress.accept("starting PostgreSQL, Redis, Kafka, S3, order-service, inventory-service and payment-service");
        services.start();
        this.books = new Books(stage.engines());
        this.raw = new RawTransactions(stage.engines(), settings.connections(), skus);
        this.hops = new RawHops(stage.engines());
        this.cpu = new CpuUse(stage, CLIENT);
        this.rawCpu = new CpuUse(stage, CLIENT);
        services.supply("bench", skus, ENOUGH);
    }

    /** @throws IllegalStateException when more or less was sold than there was */
    CheckoutFigures measure() throws SQLException {
        progress.accept("warming up");
        List<WarmUp> warmUps = List.of(
                warmUp("checkout"),
                WarmUp.of("raw transactions", RAW_WARM_UP_WINDOW, 0, LONGEST_WARM_UP,
                        () -> raw.seconds(RAW_WARM_UP_WINDOW)));
        Throughput transactions = new Throughput("raw transaction", new ArrayList<>());
        Throughput confirmed = new Throughput("confirmed, many SKUs", new ArrayList<>());
        Throughput settled = new Throughput("captured and sold, too", new ArrayList<>());
        Throughput hot = new Throughput("decided, one hot SKU", new ArrayList<>());
        for (int round = 0; round < settings.rounds(); round++) {
            progress.accept("round %d of %d".formatted(round + 1, settings.rounds()));
            List<Runnable> contenders = List.of(() -> rawCpu.during(() -> {
                transactions.rounds().add(rawRound());
                return transactions.rounds().getLast().count();
            }), () -> cpu.during(() -> {
                Finished many = many(settings.orders());
                confirmed.rounds().add(many.decided());
                settled.rounds().add(many.settled());
                return many.settled().count();
            }), hotRound("HOT-" + round, hot));
            // in the other direction every other time, so that nobody always comes after the same one
            (round % 2 == 0 ? contenders : contenders.reversed()).forEach(Runnable::run);
            Stream.of(transactions, confirmed, settled, hot).forEach(this::tellLast);
        }
        CheckoutFigures.Lags lags = lags(confirmed.rate().median() / 2);
        Optional<CheckoutFigures.Scale> scale = scale();
        progress.accept("done");
        return new CheckoutFigures(transactions, confirmed, settled, hot, lags, scale, cpu.perPart(),
                rawCpu.perPart(), sent, others, warmUps);
    }

    /** Its orders are none of those that are reported. */
    private WarmUp warmUp(String contender) {
        long sentBefore = sent;
        SortedMap<String, Long> othersBefore = new TreeMap<>(others);
        WarmUp warmUp = WarmUp.of(contender, WARM_UP_WINDOW, LEAST_WARM_UP, LONGEST_WARM_UP,
                () -> many(WARM_UP_WINDOW).decided().seconds());
        sent = sentBefore;
        others.clear();
        others.putAll(othersBefore);
        return warmUp;
    }

    /** Empty where processor time cannot be bounded: what was measured before is not lost for that. */
    private Optional<CheckoutFigures.Scale> scale() {
        try {
            return CpuQuota.ifAllowed().map(_ -> {
                Throughput one = bounded("one instance of each service");
                progress.accept("starting one more instance of each service");
                services.startFurther();
                warmUp("two instances");
                return new CheckoutFigures.Scale(QUOTA, one, bounded("two instances of each service"));
            });
        } catch (UncheckedIOException refused) {
            progress.accept("two instances against one are left out: " + refused);
            return Optional.empty();
        }
    }

    private Throughput bounded(String what) {
        Throughput throughput = new Throughput(what, new ArrayList<>());
        try (CpuQuota quota = CpuQuota.ifAllowed().orElseThrow()) {
            services.running().forEach(instance -> quota.bound(instance.pid(), QUOTA));
            for (int round = 0; round < settings.rounds(); round++) {
                progress.accept("%s, bounded, round %d of %d".formatted(what, round + 1, settings.rounds()));
                throughput.rounds().add(many(settings.orders() / BOUNDED_PART).decided());
                tellLast(throughput);
            }
        }
        return throughput;
    }

    /** @param perSecond orders, and messages through the raw hops */
    private CheckoutFigures.Lags lags(double perSecond) throws SQLException {
        int count = (int) Math.ceil(perSecond * LAG_ROUND.toSeconds());
        Timings checkout = new Timings("order, accepted to confirmed", new ArrayList<>());
        Timings messages = new Timings(RawHops.HOPS + " raw hops", new ArrayList<>());
        hops.latencies(count, perSecond);
        for (int round = 0; round < settings.rounds(); round++) {
            progress.accept("half the load, round %d of %d".formatted(round + 1, settings.rounds()));
            if (round % 2 == 0) {
                messages.rounds().add(hops.latencies(count, perSecond));
            }
            checkout.rounds().add(lag(count, perSecond));
            if (round % 2 != 0) {
                messages.rounds().add(hops.latencies(count, perSecond));
            }
            tellLast(messages);
            tellLast(checkout);
        }
        return new CheckoutFigures.Lags(perSecond, checkout, messages);
    }

    private Latencies lag(int count, double perSecond) {
        Instant start = clock.instant();
        List<Bytes> orders = orders(count, skus);
        Told told = new Buyers(services.orders(), settings.connections()).place(orders, perSecond);
        double seconds = secondsSince(told.began());
        note(orders.size(), told.others());
        books.awaitQuiet();
        List<Double> micros = Books.confirmations(told.accepted(), books.decisionsSince(start)).stream()
                .map(took -> took.toNanos() / 1e3).sorted().toList();
        return new Latencies(micros, told.others(), seconds);
    }

    private Done rawRound() {
        int transactions = settings.orders() * RAW_TO_ORDERS;
        return new Done(transactions, raw.seconds(transactions));
    }

    /**
     * @param accepted orders
     * @param decided until the last order was confirmed or cancelled
     * @param settled until all that follows from it was done
     */
    private record Finished(Set<UUID> accepted, Done decided, Done settled) {}

    /** @throws IllegalStateException when one of them was not confirmed */
    private Finished many(int count) {
        Instant start = clock.instant();
        Finished many = finished(orders(count, skus));
        Books.confirmations(many.accepted(), books.decisionsSince(start));
        return many;
    }

    private Finished finished(List<Bytes> orders) {
        Told told = new Buyers(services.orders(), settings.connections()).place(orders, Buyers.AT_ONCE);
        note(orders.size(), told.others());
        if (told.accepted().isEmpty()) {
            throw new IllegalStateException("no order was accepted, look at order-service: " + told.others());
        }
        books.awaitDecisions();
        Done decided = new Done(told.accepted().size(), secondsSince(told.began()));
        books.awaitQuiet();
        return new Finished(told.accepted(), decided, new Done(told.accepted().size(), secondsSince(told.began())));
    }

    private void note(int orders, Map<String, Long> refused) {
        sent += orders;
        refused.forEach((answer, times) -> others.merge(answer, times, Long::sum));
        if (!refused.isEmpty()) {
            progress.accept("  orders that were not accepted, of %,d: %s".formatted(orders, refused));
        }
    }

    private Runnable hotRound(String sku, Throughput hot) {
        return () -> {
            services.supply(sku, List.of(sku), settings.pieces());
            books.awaitQuiet();
            hot.rounds().add(finished(orders(settings.buyers(), List.of(sku))).decided());
            books.stock(sku).requireSoldOut(books.ordersOf(sku, "CONFIRMED"));
        };
    }

    /** Each of another shopper. */
    private List<Bytes> orders(int count, List<String> of) {
        if (count > tokens.size() || clock.instant().isAfter(signed.plus(TOKENS_KEPT))) {
            tokens = shoppers.tokens(count);
            signed = clock.instant();
        }
        return IntStream.range(0, count)
                .mapToObj(number -> Buyers.order(tokens.get(number), of.get(number % of.size()))).toList();
    }

    private void tellLast(Throughput throughput) {
        progress.accept(
                String.format(Locale.ROOT, "  %s: %,.0f a second", throughput.what(), throughput.rounds().getLast()
                        .rate()));
    }

    private void tellLast(Timings timings) {
        Latencies last = timings.rounds().getLast();
        progress.accept(String.format(Locale.ROOT, "  %s: p50 %,.1f ms, p99 %,.1f ms", timings.name(),
                last.percentile(0.5) / 1e3, last.percentile(0.99) / 1e3));
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() throws SQLException {
        try (books; raw; hops) {
            // each one, whatever becomes of the others
        }
    }
}
