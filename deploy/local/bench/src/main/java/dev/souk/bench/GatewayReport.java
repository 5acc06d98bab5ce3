package dev.souk.bench;

import dev.souk.bench.GatewayBench.Settings;
import dev.souk.bench.Series.Round;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the measurement of the gateway came to; the first series is the gateway's. */
public final class GatewayReport {

    private final Settings settings;
    private final List<WarmUp> warmUps;
    private final List<Series> series;
    private final List<PageLoad> pages;

    GatewayReport(Settings settings, List<WarmUp> warmUps, List<Series> series, List<PageLoad> pages) {
        this.settings = settings;
        this.warmUps = List.copyOf(warmUps);
        this.series = List.copyOf(series);
        this.pages = List.copyOf(pages);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "CPU time of the proxy's own processes (user and system, /proc) per good answer: 200 with the right body");
        lines.add(format(
                "%d interleaved rounds of %,d requests over %d kept connections, after a warm-up",
                settings.rounds(), settings.requests(), settings.connections()));
        lines.add("");
        lines.add(format("%-20s %10s %19s %10s %9s %12s", "", "median us", "min .. max us", "good", "other",
                "good/s"));
        series.forEach(one -> lines.add(format("%-20s %10.1f %19s %,10d %9s %,12.0f", one.contender(),
                one.medianMicros(), format("%.1f .. %.1f", one.leastMicros(), one.mostMicros()), one.good(),
                one.others().isEmpty() ? "0" : one.others().toString(), one.rate())));
        lines.add("");
        series.stream().skip(1).forEach(other -> lines.add(format("%s / %s = %.2f   (by round %.2f .. %.2f)",
                gateway().contender(), other.contender(), ratio(other), ratios(other).min().orElseThrow(),
                ratios(other).max().orElseThrow())));
        if (series.stream().noneMatch(one -> one.contender().equals(GatewayBench.NGINX))) {
            lines.add("nginx was left out: it is not on the PATH");
        }
        lines.add("");
        lines.add(format("%d answers at once over one HTTP/2 connection, beside one alone", PageLoad.PARTS));
        lines.add(format("%-20s %10s %19s %19s %9s", "", "thinks ms", "alone ms", "page ms", "page/one"));
        pages.forEach(page -> lines.add(format("%-20s %10d %19s %19s %9.2f", page.server(),
                page.thinking().toMillis(), spread(page.medianAloneMillis(), page.aloneMillis()),
                spread(page.medianPageMillis(), page.pageMillis()), page.ratio())));
        lines.add("");
        conditions().forEach((what, is) -> lines.add(what + ": " + is));
        return lines;
    }

    /** For machines; the values are strings, numbers, lists and maps. Times are in microseconds. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bench", "gateway");
        values.put("rounds", settings.rounds());
        values.put("requestsPerRound", settings.requests());
        values.put("connections", settings.connections());
        values.put("cpuPerGoodAnswer", series.stream().map(GatewayReport::valuesOf).toList());
        Map<String, Object> ratios = new LinkedHashMap<>();
        series.stream().skip(1).forEach(other -> ratios.put(other.contender(), rounded(ratio(other))));
        values.put("gatewayTo", ratios);
        values.put("pages", pages.stream().map(GatewayReport::valuesOf).toList());
        values.put("conditions", conditions());
        return values;
    }

    private static Map<String, Object> valuesOf(Series one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("proxy", one.contender());
        values.put("median", rounded(one.medianMicros()));
        values.put("min", rounded(one.leastMicros()));
        values.put("max", rounded(one.mostMicros()));
        values.put("rounds",
                one.rounds().stream().map(Round::microsPerGoodAnswer).map(GatewayReport::rounded).toList());
        values.put("good", one.good());
        values.put("other", one.others());
        values.put("goodPerSecond", Math.round(one.rate()));
        return values;
    }

    private static Map<String, Object> valuesOf(PageLoad page) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("server", page.server());
        values.put("parts", PageLoad.PARTS);
        values.put("thinkingMillis", page.thinking().toMillis());
        values.put("medianAloneMillis", rounded(page.medianAloneMillis()));
        values.put("medianPageMillis", rounded(page.medianPageMillis()));
        values.put("pageToAlone", rounded(page.ratio()));
        return values;
    }

    private static String spread(double median, List<Double> values) {
        return format("%.1f (%.1f..%.1f)", median, Collections.min(values), Collections.max(values));
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = Machine.conditions("client, service behind, Redis and Nacos");
        conditions.put("JVM flags of the gateway and of the bare proxy",
                String.join(" ", GatewayBench.JVM_FLAGS) + " (C2 is on: this is about throughput)");
        conditions.put("warm-up, until an answer's cost stopped to fall",
                warmUps.stream().map(WarmUp::toString).collect(Collectors.joining(", ")));
        conditions.put("transport", "HTTP/1.1 over loopback; gateway and bare proxy with Java NIO, without epoll");
        conditions.put("request", format("GET %s with one of %d shoppers' RS256 tokens, fresh in each round",
                Payload.PATH, GatewayBench.SHOPPERS));
        conditions.put("answer", "1,024 bytes of JSON that nobody may keep, from one Reactor Netty server");
        conditions.put("gateway-service", "its jar with the local profile and deploy/nacos: tokens verified, limits by"
                + " Redis, Sentinel rules, screening, load balancing by Nacos, one access line each to a file");
        return conditions;
    }

    private Series gateway() {
        return series.getFirst();
    }

    private double ratio(Series other) {
        return gateway().medianMicros() / other.medianMicros();
    }

    private DoubleStream ratios(Series other) {
        return IntStream.range(0, settings.rounds()).mapToDouble(
                round -> gateway().rounds().get(round).microsPerGoodAnswer()
                        / other.rounds().get(round).microsPerGoodAnswer());
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
