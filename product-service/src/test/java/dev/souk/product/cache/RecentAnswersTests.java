package dev.souk.product.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RecentAnswersTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecentAnswers answers = new RecentAnswers(
            new CacheProperties(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), Duration.ZERO), meters);
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void theSameQuestionIsAnsweredOnceAndAgainAfterAWhile() {
        assertThat(text("lamp")).isEqualTo("lamp 1");
        assertThat(text("lamp")).isEqualTo("lamp 1");
        assertThat(text("radio")).isEqualTo("radio 2");
        await().until(() -> text("lamp").equals("lamp 3"));
        assertThat(meters.get("souk.search.cache").tag("result", "miss").counter().count()).isEqualTo(3);
    }

    @Test
    void whoAsksTheSameAtTheSameTimeWaitsForOneAnswer() {
        CountDownLatch asked = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 20)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> answers.get("lamp", () -> {
                        await().until(() -> asked.getCount() == 0);
                        return made();
                    }), threads)).toList();
            asked.countDown();
            assertThat(all).allSatisfy(one -> assertThat(one.join().body()).isEqualTo("1".getBytes(UTF_8)));
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void aFailureIsNotKept() {
        assertThatThrownBy(() -> answers.get("lamp", () -> {
            throw new IllegalStateException("away");
        })).hasMessage("away");

        assertThat(text("lamp")).isEqualTo("lamp 1");
    }

    private String text(String question) {
        return new String(answers.get(question, () -> (question + " " + made.incrementAndGet()).getBytes(UTF_8)).body(),
                UTF_8);
    }

    private byte[] made() {
        return String.valueOf(made.incrementAndGet()).getBytes(UTF_8);
    }
}
