package dev.souk.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Searches through product-service, beside the requests that it sends to Elasticsearch for them. */
final class SearchContest {

    private static final int WINDOW = 50;
    /** A search runs so much code that C2 is at it for thousands of them. */
    private static final long LEAST_WARM_UP = 4_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(90);
    private static final String SEARCHES = "/products/_stats/search";

    private final Server souk;
    private final Server elasticsearch;
    private final Map<String, List<Bytes>> requests;
    private final JsonHttp statistics;
    private final Map<String, Bytes> answers = new ConcurrentHashMap<>();

    /**
     * @param requests that product-service sends to Elasticsearch, by query
     * @param statistics of Elasticsearch
     */
    SearchContest(Server souk, Server elasticsearch, Map<String, List<Bytes>> requests, JsonHttp statistics) {
        this.souk = souk;
        this.elasticsearch = elasticsearch;
        this.requests = requests;
        this.statistics = statistics;
    }

    static String path(String query) {
        return "/api/v1/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    /** Both, one search at a time, with other queries than are measured. */
    List<WarmUp> warmUp(List<String> queries) {
        Iterator<String> endless = Stream.generate(() -> queries).flatMap(List::stream).iterator();
        Iterator<List<Bytes>> endlessRaw = Stream.generate(requests::values).flatMap(Collection::stream)
                .iterator();
        return List.of(
                WarmUp.of("Elasticsearch", WINDOW, LEAST_WARM_UP, LONGEST_WARM_UP,
                        () -> Latencies.of(elasticsearch, IntStream
                                .range(0, WINDOW).mapToObj(_ -> raw(endlessRaw.next())).toList(), 1).seconds()),
                WarmUp.of("search", WINDOW, LEAST_WARM_UP, LONGEST_WARM_UP, () -> Latencies.of(souk, IntStream
                        .range(0, WINDOW).mapToObj(_ -> fresh(endless.next())).toList(), 1).seconds()));
    }

    /**
     * Each query once in each way.
     *
     * @param queries of each round
     */
    Searches measure(List<List<String>> queries) {
        Timings raw = new Timings("Elasticsearch", new ArrayList<>());
        Timings fresh = new Timings("product-service", new ArrayList<>());
        Timings repeat = new Timings("product-service, repeated", new ArrayList<>());
        long reachedFresh = 0;
        long reachedRepeat = 0;
        for (int round = 0; round < queries.size(); round++) {
            List<String> now = queries.get(round);
            boolean rawFirst = round % 2 == 0;
            if (rawFirst) {
                raw.rounds().add(askRaw(now));
            }
            long before = searches();
            fresh.rounds().add(Latencies.of(souk, now.stream().map(this::fresh).toList(), 1));
            long between = searches();
            repeat.rounds().add(Latencies.of(souk, now.stream().map(this::repeat).toList(), 1));
            reachedFresh += between - before;
            reachedRepeat += searches() - between;
            if (!rawFirst) {
                raw.rounds().add(askRaw(now));
            }
        }
        double each = queries.stream().flatMap(List::stream).mapToInt(query -> requestsOf(query).size()).average()
                .orElseThrow();
        return new Searches(raw, fresh, repeat, each, reachedFresh, reachedRepeat);
    }

    private Latencies askRaw(List<String> queries) {
        return Latencies.of(elasticsearch, queries.stream().map(query -> raw(requestsOf(query))).toList(), 1);
    }

    private List<Bytes> requestsOf(String query) {
        List<Bytes> recorded = requests.get(query);
        if (recorded == null || recorded.isEmpty()) {
            throw new IllegalStateException("nobody has written down what Elasticsearch is asked for: " + query);
        }
        return recorded;
    }

    private static Question raw(List<Bytes> requests) {
        return new Question(requests, body -> body.toString().contains("\"hits\""));
    }

    private Question fresh(String query) {
        return Question.of(Protocol.get(path(query)), body -> {
            answers.put(query, body);
            return body.toString().startsWith("{\"items\":[");
        });
    }

    private Question repeat(String query) {
        return Question.of(Protocol.get(path(query)), body -> body.equals(answers.get(query)));
    }

    private long searches() {
        return statistics.get(SEARCHES).at("/_all/primaries/search/query_total").asLong();
    }
}
