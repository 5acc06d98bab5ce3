package dev.souk.product.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.souk.common.storage.ObjectStore;
import dev.souk.common.web.test.TestTokens;
import dev.souk.product.AnotherInstance;
import dev.souk.product.ProductPlatform;
import dev.souk.product.Shop;
import dev.souk.product.catalogue.CatalogueFeed;
import dev.souk.product.imports.Imports.Claim;
import dev.souk.product.imports.Imports.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** What becomes of an import whose worker dies or sleeps. The worker of this instance stands still until a test starts it. */
@ProductPlatform
class ImportLeaseTests {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ImportWorker worker;

    @Autowired
    private Imports imports;

    @Autowired
    private BroughtProducts broughtProducts;

    @Autowired
    private CatalogueFeed catalogue;

    @Autowired
    private FeedParser parser;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ObjectStore files;

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient jdbc;

    private Shop shop;
    private String id;

    @BeforeEach
    void stopTheWorker() {
        worker.stop();
        // what a failed test has left
        jdbc.sql("UPDATE catalogue_import SET status = 'FAILED' WHERE status = 'RUNNING'").update();
        shop = new Shop(mvc);
        id = "L" + UUID.randomUUID();
    }

    @AfterEach
    void startTheWorker() {
        worker.start();
    }

    @Test
    void anImportGoesOnWhereADeadWorkerLeftIt() throws IOException {
        UUID importId = uploaded(feed(3));
        Claim dead = claim();
        assertThat(loadOneLine(dead)).as("reached the end").isFalse();
        assertThat(shop.get("/api/v1/products/by-external-id/" + id + "-1")).hasStatus(200);
        assertThat(shop.get("/api/v1/products/by-external-id/" + id + "-2")).hasStatus(404);

        leaseEnds(importId);
        worker.start();

        completed(importId);
        assertThat(Shop.<Integer>read(status(importId), "$.created")).isEqualTo(3);
        assertThat(Shop.<Integer>read(status(importId), "$.indexed")).isEqualTo(3);
    }

    @Test
    void aWorkerThatWasOvertakenInItsSleepWritesNothing() throws IOException {
        UUID importId = uploaded(feed(3));
        Claim sleeper = claim();
        leaseEnds(importId);
        Claim other = claim();
        assertThat(other.importId()).isEqualTo(importId);

        assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> loadOneLine(sleeper));
        assertThatExceptionOfType(LeaseLost.class).isThrownBy(() -> imports.renew(sleeper));
        imports.loaded(sleeper);
        imports.fail(sleeper, "overtaken");
        imports.release(sleeper, Duration.ofDays(-1));

        assertThat(shop.get("/api/v1/products/by-external-id/" + id + "-1")).hasStatus(404);
        assertThat(Shop.<String>read(status(importId), "$.status")).isEqualTo("RUNNING");
        assertThat(Shop.<Integer>read(status(importId), "$.read")).isZero();
        assertThat(imports.claim(Stage.LOAD)).as("still the other's").isEmpty();
        assertThat(loadOneLine(other)).isFalse();
        assertThat(Shop.<Integer>read(status(importId), "$.created")).isEqualTo(1);
        imports.release(other, Duration.ZERO);
    }

    @Test
    void noLineTakesEffectTwice() throws IOException {
        UUID importId = uploaded(feed(3));
        Claim claim = claim();
        loadOneLine(claim);
        assertThatExceptionOfType(LeaseLost.class).as("the same line again").isThrownBy(() -> loadOneLine(claim));
        assertThat(Shop.<Integer>read(status(importId), "$.read")).isEqualTo(1);
        imports.release(claim, Duration.ZERO);
    }

    @Test
    void aFeedThatCostsEveryWorkerItsLeaseIsGivenUp() {
        UUID importId = uploaded(feed(3));
        for (int i = 0; i < 5; i++) {
            claim();
            leaseEnds(importId);
        }
        worker.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(importId)).bodyJson()
                .extractingPath("$.status").isEqualTo("FAILED"));
        assertThat(Shop.<String>read(status(importId), "$.failure")).isEqualTo("the service did not get past line 0 in "
                + "time, 5 times; correct or remove the lines after it and import the feed again");
    }

    @Test
    void whatEndsAWorkerWithoutFaultOfTheFeedDoesNotCount() throws IOException {
        UUID importId = uploaded(feed(3));
        claim();
        leaseEnds(importId);
        assertThat(claim().lostLeases()).isEqualTo(1);
        leaseEnds(importId);
        Claim stopped = claim();
        imports.release(stopped, Duration.ofDays(-1));
        assertThat(claim().lostLeases()).as("a worker that was stopped has lost nothing").isEqualTo(2);
        leaseEnds(importId);
        loadOneLine(claim());
        leaseEnds(importId);
        assertThat(claim().lostLeases()).as("since the last checkpoint").isEqualTo(1);
    }

    @Test
    void theFileOfAnEndedImportIsDeletedAfterSomeDays() {
        UUID kept = uploaded(feed(1));
        UUID old = uploaded(feed(1));
        worker.start();
        completed(kept);
        completed(old);
        jdbc.sql("UPDATE catalogue_import SET ended_at = now() - interval '8 days' WHERE id = :id").param("id", old)
                .update();
        UUID running = uploadedAndLeftRunning();

        MvcTestResult deleted = deleteFiles(100);
        assertThat(deleted).hasStatus(200);
        assertThat(Shop.<Integer>read(deleted, "$.deleted")).isPositive();
        assertThat(Shop.<Boolean>read(deleted, "$.more")).isFalse();
        assertThat(files.open(ImportService.fileOf(old))).isEmpty();
        assertThat(files.open(ImportService.fileOf(kept))).isPresent();
        assertThat(files.open(ImportService.fileOf(running))).isPresent();
        assertThat(Shop.<Integer>read(deleteFiles(100), "$.deleted")).isZero();
        assertThat(deleteFiles(0)).hasStatus(400);
        assertThat(status(old)).as("what became of it stays known").hasStatus(200);
    }

    @Test
    void aFileThatNoImportKnowsIsDeletedAfterADay() {
        UUID running = uploadedAndLeftRunning();
        String ofAnotherClaim = ImportService.fileOf(running) + "-" + UUID.randomUUID();
        String neverPromised = ImportService.fileOf(UUID.randomUUID());
        String byHand = StrayFiles.PREFIX + "README";
        for (String key : List.of(ofAnotherClaim, neverPromised, byHand)) {
            files.put(key, "text/plain", () -> new ByteArrayInputStream(new byte[1]), 1);
        }

        new StrayFiles(jdbc, files, Clock.systemUTC()).delete();
        assertThat(files.head(neverPromised)).as("its row may still come").isPresent();

        new StrayFiles(jdbc, files, Clock.offset(Clock.systemUTC(), Duration.ofHours(25))).delete();
        assertThat(files.head(neverPromised)).isEmpty();
        assertThat(files.head(ofAnotherClaim)).isEmpty();
        assertThat(files.head(ImportService.fileOf(running))).isPresent();
        assertThat(files.head(byHand)).isPresent();
    }

    private UUID uploadedAndLeftRunning() {
        worker.stop();
        return uploaded(feed(1));
    }

    private MvcTestResult deleteFiles(int limit) {
        return mvc.post().uri("/internal/imports/delete-files")
                .header(HttpHeaders.AUTHORIZATION, TestTokens.service("job-scheduler").bearer())
                .contentType(MediaType.APPLICATION_JSON).content("{\"limit\": " + limit + "}").exchange();
    }

    @Test
    void aSlowWorkerKeepsItsLease() {
        UUID importId = uploaded(feed(3));
        ImportProperties limits = limits(1, Duration.ofSeconds(3));
        Imports slowImports = new Imports(jdbc, Clock.systemUTC(), limits);
        ImportWorker slow = new ImportWorker(slowImports, loader(slowImports, limits), files, limits);
        try {
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("LOCK TABLE category IN ACCESS EXCLUSIVE MODE").update();
                slow.start();
                Instant first = await().atMost(PATIENCE).until(() -> leasedUntil(importId), Optional::isPresent)
                        .orElseThrow();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(leasedUntil(importId).orElseThrow())
                        .as("longer than one lease").isAfter(first.plus(limits.lease())));
                assertThat(imports.claim(Stage.LOAD)).as("taken over by another worker").isEmpty();
                assertThat(Shop.<Integer>read(status(importId), "$.read")).as("it waits all the time").isZero();
            });
            completed(importId);
        } finally {
            slow.stop();
        }
        assertThat(Shop.<Integer>read(status(importId), "$.created")).isEqualTo(3);
    }

    @Test
    void anImportOfAKilledServiceIsFinishedByAnother() throws Exception {
        int lines = 3_000;
        UUID importId = uploaded(feed(lines));
        try (AnotherInstance other = AnotherInstance.start(environment, "souk.imports.batch-lines=1",
                "souk.imports.lease=3s")) {
            await().atMost(PATIENCE).failFast(other::assertRuns)
                    .until(() -> Shop.<Integer>read(status(importId), "$.read") > 50);
            other.kill();
        }
        assertThat(Shop.<Integer>read(status(importId), "$.read")).as("killed in between").isLessThan(lines);
        assertThat(Shop.<String>read(status(importId), "$.status")).isEqualTo("RUNNING");

        worker.start();

        completed(importId);
        assertThat(Shop.<Integer>read(status(importId), "$.created")).isEqualTo(lines);
        assertThat(Shop.<Integer>read(status(importId), "$.read")).isEqualTo(lines);
        assertThat(Shop.<Integer>read(status(importId), "$.indexed")).isEqualTo(lines);
        assertThat(jdbc.sql("SELECT count(*) FROM product WHERE starts_with(external_id, :id) AND version = 1")
                .param("id", id).query(Long.class).single()).isEqualTo(lines);
    }

    private Claim claim() {
        return imports.claim(Stage.LOAD).orElseThrow();
    }

    /** The first line after the claim's checkpoint; answers whether the file is at its end. */
    private boolean loadOneLine(Claim claim) throws IOException {
        AtomicInteger batches = new AtomicInteger();
        return loader(imports, limits(1, Duration.ofSeconds(15))).load(claim,
                new ByteArrayInputStream(feed(3).getBytes(StandardCharsets.UTF_8)),
                () -> batches.getAndIncrement() < 1);
    }

    private FeedLoader loader(Imports imports, ImportProperties limits) {
        return new FeedLoader(imports, broughtProducts, catalogue, parser, limits, transactions);
    }

    private static ImportProperties limits(int batchLines, Duration lease) {
        DataSize large = DataSize.ofMegabytes(1);
        return new ImportProperties(batchLines, large, large, large, lease, Duration.ofSeconds(1), 10,
                Duration.ofDays(1));
    }

    private Optional<Instant> leasedUntil(UUID importId) {
        return jdbc.sql("SELECT leased_until FROM catalogue_import WHERE id = :id AND leased_until IS NOT NULL")
                .param("id", importId).query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
    }

    private void leaseEnds(UUID importId) {
        jdbc.sql("UPDATE catalogue_import SET leased_until = now() - interval '1 minute' WHERE id = :id")
                .param("id", importId).update();
    }

    private UUID uploaded(String feed) {
        MvcTestResult started = shop.importFeed(feed);
        assertThat(started).hasStatus(202);
        return UUID.fromString(Shop.read(started, "$.id"));
    }

    private void completed(UUID importId) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(importId)).bodyJson()
                .extractingPath("$.status").isEqualTo("COMPLETED"));
    }

    private MvcTestResult status(UUID importId) {
        return shop.getAsOperator("/api/v1/catalogue/imports/" + importId);
    }

    private String feed(int lines) {
        return IntStream.rangeClosed(1, lines)
                .mapToObj(line -> "{\"id\": \"%s-%d\", \"title\": \"Lamp %d\", \"price\": \"1.00 USD\"}%n"
                        .formatted(id, line, line))
                .collect(Collectors.joining());
    }
}
