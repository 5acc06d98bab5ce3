package dev.souk.bench;

import dev.souk.bench.CatalogueStep.Imported;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the measurement of the catalogue came to, beside what is aimed at. */
public final class CatalogueReport {

    private static final double SEARCH_TO_RAW = 1.25;
    private static final double REPEAT_TO_RAW = 0.2;
    private static final double HEAP_MIB = 160;
    private static final double READ_GROWTH = 1.1;
    private static final double SEARCH_GROWTH = 2;

    private final CatalogueBench.Settings settings;
    private final List<CatalogueStep> steps;

    /** @param steps in the order in which they were measured */
    CatalogueReport(CatalogueBench.Settings settings, List<CatalogueStep> steps) {
        this.settings = settings;
        this.steps = List.copyOf(steps);
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "Times are microseconds from a request's first byte to its answer's last, of good answers only; figures are"
                        + " medians of");
        lines.add(format(
                "%d interleaved rounds, in parentheses the least and the most of a round; ratios are taken round by"
                        + " round",
                settings.rounds()));
        addImports(lines);
        steps.forEach(step -> addReads(lines, step));
        addSearches(lines);
        addGrowth(lines);
        lines.add("");
        lines.add("Aims");
        aims().forEach(aim -> lines.add(aim.toString()));
        lines.add("");
        conditions().forEach((what, is) -> lines.add(what + ": " + is));
        return lines;
    }

    private void addImports(List<String> lines) {
        lines.add("");
        lines.add(format("%-24s %9s %9s %11s %10s %12s %12s %9s", "Import", "products", "seconds", "products/s",
                "MiB in use", "MiB of system", "collections", "pauses"));
        steps.forEach(step -> {
            Imported imported = step.imported();
            lines.add(format("%-24s %,9d %9.1f %,11.0f %10d %12d %12s %8.1f%%", step.catalogue(), imported.products(),
                    imported.seconds(), imported.rate(), imported.heap().mostAfterCollection(),
                    imported.heap().mostCommitted(),
                    imported.heap().collections() + " (" + imported.heap().full() + " full)",
                    imported.heap().pauseMillis() / imported.seconds() / 10));
        });
        if (steps.stream().allMatch(CatalogueStep::generated)) {
            lines.add("a real feed was left out: none is named by --catalogue");
        }
        lines.add("MiB in use: of the heap right after a collection, at most");
    }

    private void addReads(List<String> lines, CatalogueStep step) {
        lines.add("");
        lines.add(format("%-48s %24s %26s %26s %9s", "Product read, " + step.catalogue(), "p50", "p99", "good/s",
                "other"));
        Stream.concat(step.reads().stream(), Stream.of(step.firstReads())).forEach(reads -> {
            String what = format("%s, %,d ids, %d at once", reads.what(), reads.products(), reads.connections());
            reads.servers().forEach(server -> lines.add(format("%-30s %-17s %24s %26s %26s %9s", what, server.name(),
                    server.p50().whole(), server.p99().whole(), server.rate().whole(), others(server))));
            reads.others().forEach(other -> lines.add(format("%-48s %24s %26s %26s", "  product-service / " + other
                    .name(), reads.souk().p50To(other), reads.souk().p99To(other), reads.souk().rateTo(other))));
        });
        if (step.reads().stream().noneMatch(reads -> reads.servers().stream().anyMatch(server -> server.name().equals(
                CatalogueBench.NGINX)))) {
            lines.add("nginx was left out: it is not on the PATH");
        }
    }

    private void addSearches(List<String> lines) {
        lines.add("");
        lines.add(format("%-53s %24s %26s %9s %9s", "Search, one at a time", "p50", "p99", "asked", "other"));
        steps.forEach(step -> {
            Searches searches = step.searches();
            Stream.of(searches.raw(), searches.fresh(), searches.repeat()).forEach(timings -> lines.add(format(
                    "%-24s %-28s %24s %26s %,9d %9s", step.catalogue(), timings.name(), timings.p50().whole(),
                    timings.p99().whole(),
                    timings.good(), others(timings))));
            Stream.of(searches.fresh(), searches.repeat()).forEach(timings -> lines.add(format("%-53s %24s %26s",
                    "  " + timings.name() + " / Elasticsearch", timings.p50To(searches.raw()), timings.p99To(searches
                            .raw()))));
            lines.add(format(
                    "  %.2f requests to Elasticsearch for a search; it counted %,d during %,d fresh searches and"
                            + " %,d during as many repeats",
                    searches.requests(), searches.reachedFresh(),
                    searches.fresh().good(), searches.reachedRepeat()));
        });
    }

    private void addGrowth(List<String> lines) {
        List<Growth> growth = growth();
        if (growth.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(format("%-48s %24s", "Growth from the smallest to the largest generated", "ratio of p50"));
        growth.forEach(one -> lines.add(format("%-48s %24s", one.what, one.ratio)));
    }

    /** For machines; the values are strings, numbers, lists and maps. Times are in microseconds, sizes in MiB. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bench", "catalogue");
        values.put("rounds", settings.rounds());
        values.put("requestsPerRound", settings.requests());
        values.put("connections", settings.connections());
        values.put("steps", steps.stream().map(CatalogueReport::valuesOf).toList());
        Map<String, Object> growth = new LinkedHashMap<>();
        growth().forEach(one -> growth.put(one.what, one.ratio.values()));
        values.put("growth", growth);
        values.put("aims", aims().stream().map(Aim::values).toList());
        values.put("conditions", conditions());
        return values;
    }

    private static Map<String, Object> valuesOf(CatalogueStep step) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("catalogue", step.catalogue());
        values.put("products", step.products());
        Map<String, Object> imported = new LinkedHashMap<>();
        imported.put("products", step.imported().products());
        imported.put("seconds", Spread.rounded(step.imported().seconds()));
        imported.put("productsPerSecond", Math.round(step.imported().rate()));
        imported.put("heapAfterCollection", step.imported().heap().mostAfterCollection());
        imported.put("heapCommitted", step.imported().heap().mostCommitted());
        imported.put("collections", step.imported().heap().collections());
        imported.put("fullCollections", step.imported().heap().full());
        imported.put("pauseMillis", Spread.rounded(step.imported().heap().pauseMillis()));
        values.put("import", imported);
        values.put("reads", Stream.concat(step.reads().stream(), Stream.of(step.firstReads()))
                .map(CatalogueReport::valuesOf).toList());
        Searches searches = step.searches();
        Map<String, Object> searched = new LinkedHashMap<>();
        searched.put("servers", Stream.of(searches.raw(), searches.fresh(), searches.repeat())
                .map(CatalogueReport::valuesOf).toList());
        searched.put("productServiceToElasticsearch", searches.fresh().p50To(searches.raw()).values());
        searched.put("repeatToElasticsearch", searches.repeat().p50To(searches.raw()).values());
        searched.put("requestsPerSearch", Spread.rounded(searches.requests()));
        searched.put("countedByElasticsearch", searches.reachedFresh());
        searched.put("countedDuringRepeats", searches.reachedRepeat());
        values.put("searches", searched);
        return values;
    }

    private static Map<String, Object> valuesOf(Reads reads) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ids", reads.what());
        values.put("products", reads.products());
        values.put("connections", reads.connections());
        values.put("servers", reads.servers().stream().map(CatalogueReport::valuesOf).toList());
        values.put("productServiceTo", reads.others().stream()
                .collect(Collectors.toMap(Timings::name, other -> reads.souk().p50To(other).values())));
        return values;
    }

    private static Map<String, Object> valuesOf(Timings timings) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", timings.name());
        values.put("good", timings.good());
        values.put("other", timings.others());
        values.put("p50", timings.p50().values());
        values.put("p99", timings.p99().values());
        values.put("goodPerSecond", timings.rate().values());
        return values;
    }

    /** Each aim for every catalogue that says something about it, so that no better one hides a worse one. */
    List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        for (CatalogueStep step : steps) {
            Searches searches = step.searches();
            aims.add(Aim.atMost("search / raw, p50, " + step.catalogue(),
                    searches.fresh().p50To(searches.raw()).median(),
                    SEARCH_TO_RAW));
            aims.add(Aim.atMost("repeated search / raw, p50, " + step.catalogue(),
                    searches.repeat().p50To(searches.raw())
                            .median(),
                    REPEAT_TO_RAW));
            aims.add(Aim.atMost("import, MiB of heap from the system, " + step.catalogue(), step.imported().heap()
                    .mostCommitted(), HEAP_MIB));
        }
        growth().stream().filter(Growth::hasAim).forEach(growth -> aims.add(Aim.atMost("growth of " + growth.what,
                growth.ratio.median(), growth.most)));
        return aims;
    }

    /**
     * p50 with the largest generated catalogue to that with the smallest.
     *
     * @param most aimed at; 0 for what is only there to see whether the machine itself has changed
     */
    private record Growth(String what, Spread ratio, double most) {

        boolean hasAim() {
            return most > 0;
        }
    }

    private List<Growth> growth() {
        List<CatalogueStep> generated = steps.stream().filter(CatalogueStep::generated).toList();
        if (generated.size() < 2) {
            return List.of();
        }
        CatalogueStep smallest = generated.getFirst();
        CatalogueStep largest = generated.getLast();
        List<Growth> growth = new ArrayList<>();
        for (int at = 0; at < smallest.reads().size(); at++) {
            Reads few = smallest.reads().get(at);
            Reads many = largest.reads().get(at);
            growth.add(growth(named(few), few.souk(), many.souk(), READ_GROWTH));
            growth.add(growth(named(few) + ", " + few.others().getFirst().name(), few.others().getFirst(),
                    many.others().getFirst(), 0));
        }
        growth.add(growth(named(smallest.firstReads()), smallest.firstReads().souk(), largest.firstReads().souk(),
                READ_GROWTH));
        growth.add(growth("a search", smallest.searches().fresh(), largest.searches().fresh(), SEARCH_GROWTH));
        growth.add(growth("a repeated search", smallest.searches().repeat(), largest.searches().repeat(),
                SEARCH_GROWTH));
        growth.add(growth("a search, Elasticsearch alone", smallest.searches().raw(), largest.searches().raw(), 0));
        return growth;
    }

    private static Growth growth(String what, Timings few, Timings many, double most) {
        return new Growth(what, many.p50To(few), most);
    }

    private static String named(Reads reads) {
        return format("a read, %s ids, %d at once", reads.what(), reads.connections());
    }

    private Map<String, Object> conditions() {
        Map<String, Object> conditions = Machine.conditions("client and engines");
        conditions.put("JVM flags of product-service", String.join(" ", CatalogueBench.JVM_FLAGS)
                + " (C2 is on: this is about speed)");
        conditions.put("engines", "PostgreSQL, Redis, Kafka, S3 and Elasticsearch 8.19 (C2 on, heap 256 MiB) of this"
                + " measurement's own, not durable; product-service from its jar with the profile test: without Nacos");
        conditions.put("client", "blocking sockets with ready-made bytes, kept connections, the same for HTTP and the"
                + " protocol of Redis: no client library's work is in any figure");
        conditions.put("product read",
                "GET /api/v1/products/{id}; Redis GET and nginx give the same bytes, nginx from a"
                        + " file without compression; an answer with other bytes is not good");
        conditions.put("ids",
                "hot and wide are read again and again, first once and never before; drawn at random from the"
                        + " whole index");
        conditions.put("search",
                "GET /api/v1/search?q=...; raw are the very requests that a further product-service, with"
                        + " another Redis database, sent for the same words through a recording proxy which is gone when times"
                        + " are taken; a repeat must give the bytes of the first answer");
        conditions.put("queries",
                "of the judgements for a given feed, else two words in a row of a title; for all generated"
                        + " sizes words of the smallest, and no query is asked twice");
        conditions.put("order",
                "a given feed first, with engines of its own; then the generated sizes, ascending, in one"
                        + " catalogue that grows");
        conditions.put("heap", "of product-service's own log of collections during the import; -Xmx is the bound");
        steps.forEach(step -> conditions.put("warm-up for " + step.catalogue() + ", until it got no faster",
                step.warmUps().stream().map(WarmUp::toString).collect(Collectors.joining(", "))));
        return conditions;
    }

    private static String others(Timings timings) {
        return timings.others().isEmpty() ? "0" : timings.others().toString();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
