package dev.souk.common.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.test.Engines;
import dev.souk.test.FaultyLink;

/** Two instances of a service, with a Redis that can be cut off. */
class InFlightTests {

    private static final FaultyLink LINK = new FaultyLink(URI.create(Engines.redis().address()));

    private static RedissonClient redisson;

    private final Work work = new Work();
    private final MockMvcTester instance = instance(work);
    private final MockMvcTester other = instance(work);
    private final String key = UUID.randomUUID().toString();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void connect() {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setPassword(Engines.redis().password());
        config.useSingleServer().setAddress("redis://127.0.0.1:" + LINK.port()).setConnectTimeout(500).setTimeout(500)
                .setRetryAttempts(1).setConnectionMinimumIdleSize(1);
        redisson = Redisson.create(config);
    }

    @AfterAll
    static void close() throws IOException {
        redisson.shutdown();
        LINK.close();
    }

    @BeforeEach
    void awaitRedis() {
        await().ignoreExceptions().until(() -> !redisson.getBucket("nothing").isExists());
    }

    @AfterEach
    void end() {
        LINK.mend();
        work.mayEnd.countDown();
        threads.close();
    }

    @Test
    void aRepetitionIsRefusedAtEveryInstanceBeforeItCostsAnything() {
        CompletableFuture<MvcTestResult> first = begin("alice");

        MvcTestResult second = post(other, "/work", "alice", key);

        assertThat(second).hasStatus(409).hasHeader("Retry-After", "1");
        assertThat(work.begun).hasValue(1);
        work.mayEnd.countDown();
        assertThat(first.join()).hasStatus(200);
        await().untilAsserted(() -> assertThat(post(other, "/work", "alice", key)).hasStatus(200));
    }

    @Test
    void othersWithTheSameKeyAndOtherKeysAreNotInTheWay() {
        CompletableFuture<MvcTestResult> first = begin("alice");
        work.mayEnd.countDown();

        assertThat(post(other, "/work", "bob", key)).hasStatus(200);
        assertThat(post(other, "/work", "alice", key + "-2")).hasStatus(200);
        assertThat(first.join()).hasStatus(200);
    }

    @Test
    void aMethodThatIsNotIdempotentIsLeftAlone() {
        begin("alice");

        assertThat(post(other, "/other-work", "alice", key)).hasStatus(200);
    }

    @Test
    void aFailureLetsTheNextAttemptIn() {
        work.fails = true;
        work.mayEnd.countDown();
        assertThat(post(instance, "/work", "alice", key)).hasFailed();
        work.fails = false;

        await().untilAsserted(() -> assertThat(post(other, "/work", "alice", key)).hasStatus(200));
    }

    @Test
    void withoutRedisEverybodyEnters() {
        begin("alice");
        LINK.cut();

        CompletableFuture<MvcTestResult> second = CompletableFuture
                .supplyAsync(() -> post(other, "/work", "alice", key), threads);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(work.begun).hasValue(2));
        work.mayEnd.countDown();
        assertThat(second.join()).hasStatus(200);
    }

    private CompletableFuture<MvcTestResult> begin(String caller) {
        CompletableFuture<MvcTestResult> first = CompletableFuture
                .supplyAsync(() -> post(instance, "/work", caller, key), threads);
        await().untilAsserted(() -> assertThat(work.begun).hasValue(1));
        return first;
    }

    private static MvcTestResult post(MockMvcTester instance, String path, String caller, String key) {
        Principal principal = () -> caller;
        return instance.post().uri(path).principal(principal).header("Idempotency-Key", key).exchange();
    }

    private static MockMvcTester instance(Work work) {
        var inFlight = new RedisRequestsInFlight(redisson, Clock.systemUTC(), Duration.ofSeconds(5));
        return MockMvcTester.of(List.of(work),
                builder -> builder.addInterceptors(new InFlightInterceptor(inFlight))
                        .setControllerAdvice(new IdempotencyProblems()).build());
    }

    @RestController
    static final class Work {

        private final AtomicInteger begun = new AtomicInteger();
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private volatile boolean fails;

        @Idempotent
        @PostMapping("/work")
        String work() throws InterruptedException {
            begun.incrementAndGet();
            if (!mayEnd.await(30, TimeUnit.SECONDS) || fails) {
                throw new IllegalStateException("does not work");
            }
            return "done";
        }

        @PostMapping("/other-work")
        Optional<String> otherWork() {
            return Optional.of("done");
        }
    }
}
