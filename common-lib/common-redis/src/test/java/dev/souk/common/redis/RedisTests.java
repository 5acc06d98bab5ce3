package dev.souk.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSecrets;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.test.Engines;
import dev.souk.test.TestNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RedisTests {

    @TempDir
    Path home;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(RedisAutoConfiguration.class));

    record Visit(String page, Instant at) {}

    @Test
    void recordsAndInstantsComeBackAsTheyWere() {
        withRedis().run(context -> {
            RBucket<Visit> bucket = context.getBean(RedissonClient.class).getBucket(TestNames.unique("visit"));
            Visit visit = new Visit("/products", Instant.parse("2026-03-01T10:15:30.123456Z"));

            bucket.set(visit);

            assertThat(bucket.get()).isEqualTo(visit);
            assertThat(context.getBean(HealthIndicator.class).health()).extracting(Health::getStatus)
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void anApplicationStartsAndStaysUpWithoutRedis() {
        at("redis://127.0.0.1:" + portThatNobodyListensOn()).run(context -> {
            RedissonClient redisson = context.getBean(RedissonClient.class);

            assertThatThrownBy(() -> redisson.getBucket("any").get()).isInstanceOf(RedisException.class);
            assertThatThrownBy(() -> redisson.getBucket("any").get()).isInstanceOf(RedisException.class);
            assertThat(context.getBean(HealthIndicator.class).health()).extracting(Health::getStatus)
                    .isEqualTo(Status.DOWN);
        });
    }

    @Test
    void redisIsUsedWhenItComesAfterTheApplicationAndWhenItComesBack() {
        var settings = new EngineSettings(ProjectRoot.above(Path.of("")), home.resolve("data"), home.resolve("log"),
                Ports.free(), EngineSecrets.random(new SecureRandom()), false, JvmTuning.laptop());
        ProcessTable processes = new ProcessTable(home.resolve("run"));
        Program redis = Engine.REDIS.prepare(settings);
        try {
            at("redis://127.0.0.1:" + settings.ports().redis())
                    .withPropertyValues("souk.redis.password=" + settings.secrets().redisPassword())
                    .run(context -> {
                        RBucket<String> bucket = context.getBean(RedissonClient.class).getBucket("greeting");
                        assertThatThrownBy(bucket::get).isInstanceOf(RedisException.class);

                        processes.start(redis);
                        await().ignoreExceptions().untilAsserted(() -> bucket.set("hello"));
                        processes.stop(redis.name(), Duration.ZERO);
                        assertThatThrownBy(bucket::get).isInstanceOf(RedisException.class);

                        processes.start(redis);
                        await().ignoreExceptions().untilAsserted(() -> bucket.set("hello again"));
                        assertThat(bucket.get()).isEqualTo("hello again");
                    });
        } finally {
            processes.stop(redis.name(), Duration.ZERO);
        }
    }

    @Test
    void aWrongPasswordIsAnErrorOfTheCommandAndNotOfTheStart() {
        withRedis().withPropertyValues("souk.redis.password=wrong").run(context -> {
            RedissonClient redisson = context.getBean(RedissonClient.class);

            assertThatThrownBy(() -> redisson.getBucket("any").get()).isInstanceOf(RedisException.class);
        });
    }

    @Test
    void severalServersInSingleModeAreRefusedWithAHint() {
        at("redis://one:6379,redis://two:6379").run(context -> assertThat(context).getFailure()
                .rootCause()
                .hasMessageContaining("set souk.redis.mode to sentinel or cluster"));
    }

    private ApplicationContextRunner withRedis() {
        return at(Engines.redis().address()).withPropertyValues("souk.redis.password=" + Engines.redis().password());
    }

    private ApplicationContextRunner at(String address) {
        return application.withPropertyValues("souk.redis.address=" + address);
    }

    private static int portThatNobodyListensOn() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
