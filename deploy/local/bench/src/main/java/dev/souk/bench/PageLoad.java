package dev.souk.bench;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * How long a page takes whose parts are all asked for at once over one HTTP/2 connection, beside one part alone. The proxy
 * makes it slower than one part by what it does one after the other.
 *
 * @param server what was asked
 * @param thinking how long the service behind takes for each part
 * @param aloneMillis for one part, one figure for each repetition
 * @param pageMillis until the last of all parts was there
 */
record PageLoad(String server, Duration thinking, List<Double> aloneMillis, List<Double> pageMillis) {

    static final int PARTS = 100;
    private static final int REPETITIONS = 30;
    private static final int WARM_UP = 60;
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** @throws IllegalStateException when a part is not answered well */
    static PageLoad of(String server, int port, Duration thinking, String token) {
        ConnectionProvider one = ConnectionProvider.create("page", 1);
        try {
            HttpClient browser = HttpClient.create(one).protocol(HttpProtocol.H2C).host("127.0.0.1").port(port)
                    .responseTimeout(ANSWER)
                    .headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token));
            Mono<?> part = part(browser, server, thinking);
            Mono<?> page = Flux.range(0, PARTS).flatMap(number -> part, PARTS).then();
            for (int time = 0; time < WARM_UP; time++) {
                page.block();
            }
            List<Double> alone = new ArrayList<>();
            List<Double> pages = new ArrayList<>();
            for (int time = 0; time < REPETITIONS; time++) {
                alone.add(millisOf(part));
                pages.add(millisOf(page));
            }
            return new PageLoad(server, thinking, alone, pages);
        } finally {
            one.dispose();
        }
    }

    double medianAloneMillis() {
        return median(aloneMillis);
    }

    double medianPageMillis() {
        return median(pageMillis);
    }

    double ratio() {
        return medianPageMillis() / medianAloneMillis();
    }

    private static Mono<?> part(HttpClient browser, String server, Duration thinking) {
        return browser.get().uri(Payload.PATH + Upstream.thinking(thinking))
                .responseSingle((answer, body) -> answer.status().code() == 200
                        ? body.asByteArray()
                        : Mono.error(new IllegalStateException(server + " answered a part of a page with "
                                + answer.status())));
    }

    private static double millisOf(Mono<?> request) {
        long begin = System.nanoTime();
        request.block();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> values) {
        return Series.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
