package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SearchRecorderTests {

    /** Answers with the body of the request, and its type. */
    private final DisposableServer elasticsearch = HttpServer.create().host("127.0.0.1").port(0)
            .handle((request, response) -> response
                    .header("Content-Type", String.valueOf(request.requestHeaders().get("Content-Type")))
                    .sendByteArray(request.receive().aggregate().asByteArray().switchIfEmpty(Mono.just(new byte[0]))))
            .bindNow();
    private final SearchRecorder recorder = new SearchRecorder(elasticsearch.port());

    @AfterEach
    void stop() {
        recorder.close();
        elasticsearch.disposeNow();
    }

    @Test
    void aSearchIsPassedOnAndCanBeSentAgainAsItWas() {
        Bytes search = Protocol.post("/products/_search?typed_keys=true", "application/json",
                Bytes.of("{\"q\":\"ü\"}"));

        assertThat(echo(recorder.port(), search)).isEqualTo("{\"q\":\"ü\"}");
        assertThat(recorder.takeRequests()).containsExactly(search);
        assertThat(recorder.takeRequests()).isEmpty();
    }

    @Test
    void whatIsNoSearchIsOnlyPassedOn() {
        assertThat(echo(recorder.port(), Protocol.post("/products/_bulk", "application/x-ndjson", Bytes.of("{}\n"))))
                .isEqualTo("{}\n");
        assertThat(recorder.takeRequests()).isEmpty();
    }

    private static String echo(int port, Bytes request) {
        Bytes[] heard = {Bytes.NONE};
        Latencies latencies = Latencies.of(Server.http("recorder", port), List.of(Question.of(request, body -> {
            heard[0] = body;
            return true;
        })), 1);
        assertThat(latencies.others()).isEmpty();
        return heard[0].toString();
    }
}
