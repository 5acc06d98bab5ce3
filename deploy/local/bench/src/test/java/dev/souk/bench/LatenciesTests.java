package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class LatenciesTests {

    private static final Question RIGHT = ask("/right");
    private static final Question WRONG = ask("/wrong");
    private static final Question MISSING = ask("/missing");

    /** Closes each connection after the second answer, as servers do sooner or later. */
    private final DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).maxKeepAliveRequests(2)
            .route(routes -> routes
                    .get("/right", (_, response) -> response.sendString(Mono.just("right")))
                    .get("/wrong", (_, response) -> response.sendString(Mono.just("wrong"))))
            .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void onlyRightAnswersAreGoodAndTheOthersAreCounted() {
        Latencies latencies = Latencies.of(Server.http("server", server.port()),
                List.of(RIGHT, WRONG, RIGHT, MISSING, RIGHT, MISSING, RIGHT), 2);

        assertThat(latencies.micros()).hasSize(4).isSorted();
        assertThat(latencies.others()).containsEntry("200 with another body", 1L).containsEntry("404", 2L).hasSize(2);
    }

    @Test
    void theTimeOfSeveralRequestsIsThatOfThemAllAndEndsWithTheFirstBadOne() {
        Question both = new Question(List.of(RIGHT.requests().getFirst(), WRONG.requests().getFirst()),
                body -> body.equals(Bytes.of("wrong")));
        Question bad = new Question(List.of(MISSING.requests().getFirst(), RIGHT.requests().getFirst()), _ -> true);

        Latencies latencies = Latencies.of(Server.http("server", server.port()), List.of(both, bad), 1);

        assertThat(latencies.micros()).hasSize(1);
        assertThat(latencies.others()).containsOnlyKeys("404");
    }

    @Test
    void whoDoesNotListenIsNamedAsAFailure() {
        server.disposeNow();
        assertThatThrownBy(() -> Latencies.of(Server.http("server", server.port()), List.of(RIGHT), 1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPercentileIsTheTimeWithinWhichThatShareCame() {
        Latencies hundred = new Latencies(DoubleStream.iterate(1, next -> next + 1).limit(100).boxed().toList(),
                new TreeMap<>(), 2);

        assertThat(hundred.percentile(0.5)).isEqualTo(50);
        assertThat(hundred.percentile(0.99)).isEqualTo(99);
        assertThat(hundred.rate()).isEqualTo(50);
    }

    @Test
    void withoutAGoodAnswerThereIsNoFigure() {
        Latencies none = new Latencies(List.of(), new TreeMap<>(Collections.singletonMap("503", 7L)), 1);

        assertThatThrownBy(() -> none.percentile(0.5)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("503");
    }

    private static Question ask(String path) {
        return Question.of(Protocol.get(path), body -> body.equals(Bytes.of("right")));
    }
}
