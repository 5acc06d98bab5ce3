package dev.souk.bench;

import dev.souk.bench.CheckoutFigures.Lags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the measurement of the checkout came to, beside what is aimed at. */
public final class CheckoutReport {

    private static final double CONFIRMED_TO_RAW = 0.25;
    private static final double HOT_TO_MANY = 0.8;
    private static final double LAG_TO_HOPS = 2;
    private static final double TWO_TO_ONE = 1.7;
    private static final Spread NOTHING = new Spread(0, 0, 0);

    private final CheckoutBench.Settings settings;
    private final CheckoutFigures figures;

    CheckoutReport(CheckoutBench.Settings settings, CheckoutFigures figures) {
        this.settings = settings;
        this.figures = figures;
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                format("Figures are medians of %d interleaved rounds, in parentheses the least and the most of a round;"
                        + " ratios are taken round by round", settings.rounds()));
        lines.add("");
        lines.add(format("%-48s %10s %26s", "As fast as it goes", "in all", "a second"));
        throughputs()
                .forEach(one -> lines.add(format("%-48s %,10d %26s", one.what(), one.count(), one.rate().whole())));
        ratios().forEach((what, ratio) -> lines.add(format("%-48s %10s %26s", "  " + what, "", ratio)));
        lines.add(
                format("every time exactly %,d of the hot SKU's %,d pieces were sold to %,d buyers", settings.pieces(),
                        settings.pieces(), settings.buyers()));
        addLags(lines);
        addScale(lines);
        addCpu(lines);
        addOthers(lines);
        lines.add("");
        lines.add("Aims");
        aims().forEach(aim -> lines.add(aim.toString()));
        lines.add("");
        conditions().forEach((what, is) -> lines.add(what + ": " + is));
        return lines;
    }

    private void addLags(List<String> lines) {
        Lags lags = figures.lags();
        lines.add("");
        lines.add(format("%-48s %10s %26s %26s", format("Milliseconds at %,.0f a second", lags.perSecond()), "in all",
                "p50",
                "p99"));
        Stream.of(lags.hops(), lags.checkout()).forEach(one -> lines.add(format("%-48s %,10d %26s %26s", one.name(),
                one.good(), millis(one.p50()), millis(one.p99()))));
        lines.add(format("%-48s %10s %26s %26s", "  order / raw hops", "", lags.checkout().p50To(lags.hops()),
                lags.checkout().p99To(lags.hops())));
    }

    private void addScale(List<String> lines) {
        lines.add("");
        figures.scale().ifPresentOrElse(scale -> {
            lines.add(
                    format("%-48s %10s %26s", format("Confirmed, with %.2f processors for an instance", scale.quota()),
                            "in all", "a second"));
            Stream.of(scale.one(), scale.two()).forEach(one -> lines.add(format("%-48s %,10d %26s", one.what(), one
                    .count(), one.rate().whole())));
            lines.add(format("%-48s %10s %26s", "  two / one", "", scale.two().rateTo(scale.one())));
        }, () -> lines
                .add("two instances against one were left out: processor time cannot be bounded by control groups"
                        + " here, and without a quota the processors are the limit, not the instances"));
    }

    private void addCpu(List<String> lines) {
        lines.add("");
        lines.add(format("%-48s %26s %26s", "Milliseconds of a processor for each", "order", "raw transaction"));
        figures.cpu().forEach((program, order) -> lines
                .add(format("%-48s %26s %26s", program, order, figures.rawCpu().getOrDefault(program, NOTHING))));
        double order = total(figures.cpu());
        double raw = total(figures.rawCpu());
        lines.add(format("%-48s %26.2f %26.2f", "  all of them", order, raw));
        lines.add(format("were the processors always busy, confirmed / raw would be %.2f", raw / order));
    }

    private static double total(Map<String, Spread> cpu) {
        return cpu.values().stream().mapToDouble(Spread::median).sum();
    }

    private void addOthers(List<String> lines) {
        if (!figures.others().isEmpty()) {
            long refused = figures.others().values().stream().mapToLong(Long::longValue).sum();
            lines.add("");
            lines.add(format("of %,d orders %,d (%.2f %%) were not accepted, and count for nothing: %s",
                    figures.orders(), refused, 100.0 * refused / figures.orders(), figures.others()));
        }
    }

    private static Spread millis(Spread micros) {
        return new Spread(micros.median() / 1e3, micros.least() / 1e3, micros.most() / 1e3);
    }

    /** For machines; the values are strings, numbers, lists and maps. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bench", "checkout");
        values.put("rounds", settings.rounds());
        values.put("ordersPerRound", settings.orders());
        values.put("connections", settings.connections());
        values.put("buyers", settings.buyers());
        values.put("pieces", settings.pieces());
        values.put("perSecond", throughputs().collect(Collectors.toMap(Throughput::what, one -> one.rate().values(),
                (one, _) -> one, LinkedHashMap::new)));
        Map<String, Object> ratios = new LinkedHashMap<>();
        ratios().forEach((what, ratio) -> ratios.put(what, ratio.values()));
        values.put("ratios", ratios);
        values.put("halfLoadPerSecond", Spread.rounded(figures.lags().perSecond()));
        values.put("milliseconds", Stream.of(figures.lags().hops(), figures.lags().checkout()).map(one -> Map.of("name",
                one.name(), "good", one.good(), "p50", millis(one.p50()).values(), "p99", millis(one.p99()).values()))
                .toList());
        figures.scale()
                .ifPresent(scale -> values.put("scale", Map.of("processorsPerInstance", scale.quota(), "one", scale
                        .one().rate().values(), "two", scale.two().rate().values(), "ratio",
                        scale.two().rateTo(scale.one())
                                .values())));
        values.put("processorMillisecondsPerOrder", values(figures.cpu()));
        values.put("processorMillisecondsPerRawTransaction", values(figures.rawCpu()));
        values.put("orders", figures.orders());
        values.put("other", figures.others());
        values.put("aims", aims().stream().map(Aim::values).toList());
        values.put("conditions", conditions());
        return values;
    }

    private static Map<String, Object> values(Map<String, Spread> cpu) {
        Map<String, Object> values = new LinkedHashMap<>();
        cpu.forEach((program, spread) -> values.put(program, spread.values()));
        return values;
    }

    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        aims.add(Aim.atLeast("orders confirmed a second / raw transactions", figures.confirmed().rateTo(figures.raw())
                .median(), CONFIRMED_TO_RAW));
        aims.add(Aim.atLeast("orders decided a second, one hot SKU / many SKUs", figures.hot().rateTo(figures
                .confirmed()).median(), HOT_TO_MANY));
        Lags lags = figures.lags();
        aims.add(Aim.atMost("accepted to confirmed / four raw hops, p50", lags.checkout().p50To(lags.hops()).median(),
                LAG_TO_HOPS));
        aims.add(Aim.atMost("accepted to confirmed / four raw hops, p99", lags.checkout().p99To(lags.hops()).median(),
                LAG_TO_HOPS));
        figures.scale()
                .ifPresent(scale -> aims.add(Aim.atLeast("two bounded instances of each service / one", scale.two()
                        .rateTo(scale.one()).median(), TWO_TO_ONE)));
        return aims;
    }

    private Stream<Throughput> throughputs() {
        return Stream.of(figures.raw(), figures.confirmed(), figures.settled(), figures.hot());
    }

    private Map<String, Spread> ratios() {
        Map<String, Spread> ratios = new LinkedHashMap<>();
        ratios.put("confirmed / raw", figures.confirmed().rateTo(figures.raw()));
        ratios.put("hot / many", figures.hot().rateTo(figures.confirmed()));
        return ratios;
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = Machine.conditions("client and engines");
        conditions.put("JVM flags of the services", String.join(" ", CheckoutBench.JVM_FLAGS)
                + " (C2 is on: this is about speed)");
        conditions.put("engines",
                "PostgreSQL (forces commits to the disk), Kafka, Redis and S3 (for invoices) of this measurement's own;"
                        + " services from their jars with the profile test: without Nacos");
        conditions.put("an order", "POST /api/v1/orders of one piece with a good card, straight to order-service, by"
                + " another shopper each; then inventory-service holds the piece, payment-service asks its sandbox, and"
                + " order-service confirms");
        conditions.put("left out",
                "the edge and the work of product- and user-service: a stub gives prices and addresses;"
                        + " their reads are measured by ./souk bench catalogue");
        conditions.put("a raw transaction", "takes a piece from stock, inserts an order and a message, commits; plain"
                + " JDBC with prepared statements over as many connections as the buyers have");
        conditions.put("confirmed", "from the first request until no order waits for its decision; what follows (goods"
                + " sold, money captured, all announced) goes on meanwhile and is waited for before the next round");
        conditions.put("accepted to confirmed",
                "from the instant that order-service gives the order to the one that it gives the confirmation, each in"
                        + " the transaction that stores it; orders are sent at half of the rate above");
        conditions.put("milliseconds of a processor",
                "from the first request until all that follows from the last order"
                        + " is done; PostgreSQL's with all of its backends");
        conditions.put("raw hops",
                "a row and its commit, then four times: poll, a row for each message, one commit, send on"
                        + " with acks=all and wait; from the first commit to the instant that the last hop has the message in hand; plain clients in the"
                        + " JVM of this measurement");
        figures.scale()
                .ifPresent(scale -> conditions.put("two instances", "a control group for each bounds its processor"
                        + " time; engines and buyers are not bounded and share the same processors; first all rounds with one"
                        + " instance, then all with two, because a change moves the partitions"));
        figures.warmUps().forEach(warmUp -> conditions.put("warm-up of " + warmUp.contender(), warmUp.toString()));
        return conditions;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
