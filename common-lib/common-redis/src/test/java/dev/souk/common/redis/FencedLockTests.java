package dev.souk.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.souk.test.Engines;
import dev.souk.test.PostgresServer.Database;
import dev.souk.test.TestNames;

/** On a real Redis and a real PostgreSQL; two clients are two instances. */
class FencedLockTests {

    private static final Duration SHORT = Duration.ofMillis(200);

    private static RedissonClient one;
    private static RedissonClient other;
    private static JdbcClient jdbc;
    private static Fence fence;
    private static TransactionTemplate transactions;

    private final String name = TestNames.unique("report");

    @BeforeAll
    static void connect() {
        one = redis();
        other = redis();
        Database database = Engines.postgres().newDatabase("fence");
        var dataSource = new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
        jdbc = JdbcClient.create(dataSource);
        fence = new Fence(jdbc);
        jdbc.sql("create table fence (name text primary key, token bigint not null)").update();
        jdbc.sql("create table report (name text, written_by text)").update();
        transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @AfterAll
    static void disconnect() {
        one.shutdown();
        other.shutdown();
    }

    @Test
    void oneAtATimeDoesTheWork() {
        assertThat(lock(one, Duration.ofMinutes(1)).tryRun(token -> assertThat(
                CompletableFuture.supplyAsync(() -> lock(other, SHORT).tryRun(second -> write(second, "other"))).join())
                .as("somebody is at it").isFalse())).isTrue();

        assertThat(lock(other, SHORT).tryRun(token -> write(token, "other"))).as("nobody is at it").isTrue();
        assertThat(written()).containsExactly("other");
    }

    @Test
    void whoStoodStillBeyondItsLeaseWritesNothingAfterAnotherHasTakenOver() {
        lock(one, SHORT).tryRun(token -> {
            // it stands still, and wakes up when the other one is ready
            await().until(() -> CompletableFuture
                    .supplyAsync(() -> lock(other, Duration.ofMinutes(1)).tryRun(later -> write(later, "other")))
                    .join());

            assertThatExceptionOfType(StaleHolder.class).isThrownBy(() -> write(token, "one"))
                    .withMessageContaining(name);
        });

        assertThat(written()).containsExactly("other");
    }

    @Test
    void whoEndsLateDoesNotReleaseTheLockOfTheNext() {
        lock(one, SHORT).tryRun(token -> await().until(this::anotherTakesItForGood));

        assertThat(lock(one, SHORT).tryRun(token -> {})).isFalse();
    }

    @Test
    void aFailureReleasesTheLock() {
        assertThatIllegalStateException().isThrownBy(() -> lock(one, Duration.ofMinutes(1)).tryRun(token -> {
            throw new IllegalStateException("no report");
        }));

        assertThat(lock(other, SHORT).tryRun(token -> {})).isTrue();
    }

    @Test
    void aFenceOutsideOfATransactionWouldGuardNothing() {
        assertThatIllegalStateException().isThrownBy(() -> fence.pass(name, 1));
    }

    private boolean anotherTakesItForGood() {
        return CompletableFuture.supplyAsync(() -> other.getFencedLock(name).tryLock()).join();
    }

    private FencedLock lock(RedissonClient redis, Duration lease) {
        return new FencedLock(redis, name, lease);
    }

    private void write(long token, String who) {
        transactions.executeWithoutResult(status -> {
            fence.pass(name, token);
            jdbc.sql("insert into report (name, written_by) values (?, ?)").param(name).param(who).update();
        });
    }

    private List<String> written() {
        return jdbc.sql("select written_by from report where name = ?").param(name).query(String.class).list();
    }

    private static RedissonClient redis() {
        Config config = new Config();
        config.setPassword(Engines.redis().password());
        config.useSingleServer().setAddress(Engines.redis().address()).setConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }
}
