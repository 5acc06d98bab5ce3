package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The same load for everybody: a number of requests over a number of connections that are kept, each connection with one
 * request at a time.
 *
 * @param requests in all; fewer when the time is over
 * @param timeLimit after which no further request is sent
 */
record Load(int requests, int connections, Duration timeLimit) {

    private static final String EXPECTED = new String(Payload.json(), StandardCharsets.US_ASCII);
    private static final String GOOD = "good";
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * @param good answered with 200 and the right body
     * @param others how many were answered with what else: a status, or the failure of those that were not answered
     */
    record Outcome(long good, SortedMap<String, Long> others, Duration took) {}

    /** Waits for the last answer. */
    Outcome on(int port, List<String> tokens) {
        ConnectionProvider kept = ConnectionProvider.builder("load").maxConnections(connections)
                .pendingAcquireMaxCount(-1).build();
        HttpClient client = HttpClient.create(kept).host("127.0.0.1").port(port).responseTimeout(ANSWER);
        ConcurrentMap<String, Long> answers = new ConcurrentHashMap<>();
        long begin = System.nanoTime();
        Flux.range(0, requests)
                .takeWhile(number -> System.nanoTime() - begin < timeLimit.toNanos())
                .flatMap(number -> answer(client, tokens.get(number % tokens.size()))
                        .doOnNext(answer -> answers.merge(answer, 1L, Long::sum)), connections, 1)
                .blockLast();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        kept.dispose();
        SortedMap<String, Long> others = new TreeMap<>(answers);
        Long good = others.remove(GOOD);
        return new Outcome(good == null ? 0 : good, others, took);
    }

    private static Mono<String> answer(HttpClient client, String token) {
        return client.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token)
                .set(HttpHeaderNames.ACCEPT, "application/json"))
                .get().uri(Payload.PATH)
                .responseSingle((answer, body) -> body.asString(StandardCharsets.US_ASCII).defaultIfEmpty("")
                        .map(text -> nameOf(answer.status().code(), text)))
                .onErrorResume(failure -> Mono.just(failure.getClass().getSimpleName()));
    }

    private static String nameOf(int status, String body) {
        if (status != 200) {
            return Integer.toString(status);
        }
        return body.equals(EXPECTED) ? GOOD : "200 with another body";
    }
}
