package dev.souk.common.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.souk.test.Engines;
import dev.souk.test.PostgresServer.Database;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** On a real PostgreSQL: its locks and its transactions are what this is made of. */
class IdempotentRequestsTests {

    record Order(String sku, int quantity) {}

    record OrderOfTheNextVersion(String sku, int quantity, @Nullable String giftNote) {}

    record Placed(UUID id) {}

    private static final Order ORDER = new Order("A-1", 2);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration KEEP_FOR = Duration.ofHours(24);

    private static TransactionTemplate transaction;
    private static JdbcClient jdbc;
    private static IdempotentRequests requests;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void connect() {
        Database database = Engines.postgres().newDatabase("idempotency");
        DriverManagerDataSource dataSource = new DriverManagerDataSource(database.jdbcUrl(), database.user(),
                database.password());
        Flyway.configure().dataSource(dataSource).locations("classpath:db/common").load().migrate();
        jdbc = JdbcClient.create(dataSource);
        jdbc.sql("create table placed (id uuid primary key)").update();
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        requests = new IdempotentRequests(jdbc, JsonMapper.shared(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @BeforeEach
    void forget() {
        jdbc.sql("truncate placed, idempotency_record").update();
    }

    @Test
    void theSameKeyAndRequestGetTheSameAnswerAndOneEffect() {
        Answer<Placed> first = place("shopper-1", key, ORDER);
        Answer<Placed> second = place("shopper-1", key, ORDER);

        assertThat(second).isEqualTo(first);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.location()).isEqualTo("/orders/" + first.body().id());
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        place("shopper-1", key, ORDER);

        assertThatExceptionOfType(IdempotencyKeyReused.class)
                .isThrownBy(() -> place("shopper-1", key, new Order("A-1", 3)));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aRepetitionFindsItsAnswerWhenTheServiceKnowsMoreFieldsByThen() {
        Answer<Placed> first = place("shopper-1", key, ORDER);

        assertThat(place("shopper-1", key, new OrderOfTheNextVersion("A-1", 2, null))).isEqualTo(first);
        assertThatExceptionOfType(IdempotencyKeyReused.class)
                .isThrownBy(() -> place("shopper-1", key, new OrderOfTheNextVersion("A-1", 2, "Enjoy")));
    }

    @Test
    void keysOfDifferentOwnersNeverMeet() {
        Answer<Placed> mine = place("shopper-1", key, ORDER);
        Answer<Placed> theirs = place("shopper-2", key, ORDER);

        assertThat(theirs.body()).isNotEqualTo(mine.body());
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void aFailedAttemptLeavesNothingAndMayBeRepeated() {
        assertThatIllegalStateException().isThrownBy(() -> transaction.execute(status -> requests.once("shopper-1", key,
                ORDER, Placed.class, () -> {
                    insert(UUID.randomUUID());
                    throw new IllegalStateException("no price");
                })));
        assertThat(effects()).isZero();

        assertThat(place("shopper-1", key, ORDER).status()).isEqualTo(201);
    }

    @Test
    void anEffectThatIsRolledBackAfterwardsLeavesNoRecord() {
        transaction.executeWithoutResult(status -> {
            once("shopper-1", key, ORDER);
            status.setRollbackOnly();
        });

        place("shopper-1", key, ORDER);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aKeyInFlightIsRefusedAtOnceAndAnsweredAfterwards() throws InterruptedException, ExecutionException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer<Placed>> first = others.submit(() -> transaction.execute(status -> {
                Answer<Placed> answer = once("shopper-1", key, ORDER);
                working.countDown();
                await(goOn);
                return answer;
            }));
            await(working);

            assertThatExceptionOfType(IdempotencyKeyInFlight.class)
                    .isThrownBy(() -> place("shopper-1", key, ORDER));
            goOn.countDown();

            assertThat(place("shopper-1", key, ORDER)).isEqualTo(first.get());
        }
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void manyAtOnceHaveOneEffect() throws InterruptedException {
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer<Placed>>> attempts = others.invokeAll(
                    Collections.nCopies(20, () -> place("shopper-1", key, ORDER)));

            assertThat(attempts).allSatisfy(attempt -> {
                if (attempt.state() == Future.State.FAILED) {
                    assertThat(attempt.exceptionNow()).isInstanceOf(IdempotencyKeyInFlight.class);
                }
            });
        }
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", " padded", "tab\there", "ümlaut", "line\nbreak"})
    void aKeyThatIsMissingOrIllFormedIsRefused(@Nullable String illFormed) {
        assertThatExceptionOfType(InvalidIdempotencyKey.class)
                .isThrownBy(() -> place("shopper-1", illFormed, ORDER));
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertThat(place("shopper-1", "k".repeat(255), ORDER).status()).isEqualTo(201);
        assertThatExceptionOfType(InvalidIdempotencyKey.class)
                .isThrownBy(() -> place("shopper-1", "k".repeat(256), ORDER));
    }

    @Test
    void outsideOfATransactionItWouldPromiseWhatItCannotKeep() {
        assertThatIllegalStateException().isThrownBy(() -> once("shopper-1", key, ORDER));
    }

    @Test
    void anAnswerIsFoundWithoutTheEffectAndOutsideOfATransaction() {
        assertThat(find(key, ORDER)).isEmpty();

        Answer<Placed> answer = place("shopper-1", key, ORDER);

        assertThat(find(key, ORDER)).contains(answer);
        assertThat(find("another key", ORDER)).isEmpty();
        assertThatExceptionOfType(IdempotencyKeyReused.class).isThrownBy(() -> find(key, new Order("A-1", 3)));
        assertThatExceptionOfType(InvalidIdempotencyKey.class).isThrownBy(() -> find(null, ORDER));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void whoeverLooksForAnAnswerDoesNotKeepItsRequestOut() {
        transaction.executeWithoutResult(status -> {
            assertThat(find(key, ORDER)).isEmpty();
            inAnotherThread(() -> place("shopper-1", key, ORDER));
        });

        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void answersAreForgottenWhenTheirTimeIsOver() {
        place("shopper-1", key, ORDER);

        housekeeping(NOW.plus(KEEP_FOR)).forgetOldAnswers();
        assertThat(find(key, ORDER)).isPresent();

        housekeeping(NOW.plus(KEEP_FOR).plusMillis(1)).forgetOldAnswers();
        assertThat(find(key, ORDER)).isEmpty();
        place("shopper-1", key, ORDER);
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void aLittleIsForgottenAtATime() {
        for (int number = 0; number < 5; number++) {
            place("shopper-1", "key-" + number, ORDER);
        }

        assertThat(requests.forgetBefore(NOW.plusMillis(1), 3)).isEqualTo(3);
        assertThat(requests.forgetBefore(NOW.plusMillis(1), 3)).isEqualTo(2);
    }

    @Test
    void severalInstancesForgetAtTheSameTimeWithoutWaitingForEachOther() {
        place("shopper-1", "first", ORDER);
        place("shopper-1", "second", ORDER);

        transaction.executeWithoutResult(status -> {
            assertThat(requests.forgetBefore(NOW.plusMillis(1), 1)).isOne();
            inAnotherThread(() -> assertThat(requests.forgetBefore(NOW.plusMillis(1), 10)).isOne());
        });
    }

    @Test
    void aKeyThatIsForgottenWhileItIsRepeatedHasNoSecondEffectBeside() {
        place("shopper-1", key, ORDER);

        transaction.executeWithoutResult(status -> {
            Answer<Placed> repeated = once("shopper-1", key, ORDER);
            inAnotherThread(() -> {
                requests.forgetBefore(NOW.plusMillis(1), 10);
                assertThatExceptionOfType(IdempotencyKeyInFlight.class)
                        .isThrownBy(() -> place("shopper-1", key, ORDER));
            });
            assertThat(repeated.status()).isEqualTo(201);
        });

        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void answersThatWouldBeForgottenWhileClientsStillRepeatAreRefusedAsASetting() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyProperties(Duration.ofMinutes(59)))
                .withMessageContaining("souk.idempotency.keep-for");
    }

    private static IdempotencyHousekeeping housekeeping(Instant now) {
        return new IdempotencyHousekeeping(requests, new IdempotencyProperties(KEEP_FOR),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Optional<Answer<Placed>> find(@Nullable String key, Order order) {
        return requests.find("shopper-1", key, order, Placed.class);
    }

    private static void inAnotherThread(Runnable work) {
        CompletableFuture.runAsync(work).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Answer<Placed> place(String owner, @Nullable String key, Object order) {
        return transaction.execute(status -> once(owner, key, order));
    }

    private static Answer<Placed> once(String owner, @Nullable String key, Object order) {
        return requests.once(owner, key, order, Placed.class, () -> {
            UUID id = UUID.randomUUID();
            insert(id);
            return Answer.created("/orders/" + id, new Placed(id));
        });
    }

    private static void insert(UUID id) {
        jdbc.sql("insert into placed (id) values (?)").param(id).update();
    }

    private static long effects() {
        return jdbc.sql("select count(*) from placed").query(Long.class).single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
