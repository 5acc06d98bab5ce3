package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import dev.souk.engines.Engine;
import dev.souk.engines.EngineSecrets;
import dev.souk.engines.EngineSettings;
import dev.souk.engines.JvmTuning;
import dev.souk.engines.Ports;
import dev.souk.engines.ProcessTable;
import dev.souk.engines.Program;
import dev.souk.engines.ProjectRoot;
import dev.souk.test.SoukEngines;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Has a Kafka of its own, which does not run when the application starts. */
@SpringBootTest(properties = "souk.messaging.outbox.send-timeout=1s")
@SoukEngines(Engine.POSTGRES)
class KafkaOutageTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final OwnKafka kafka = OwnKafka
            .in(Path.of("target", "own-kafka", UUID.randomUUID().toString()).toAbsolutePath());

    @DynamicPropertySource
    static void ownKafka(DynamicPropertyRegistry registry) {
        registry.add("spring.kafka.bootstrap-servers", kafka::bootstrapServers);
    }

    @AfterAll
    static void stopKafka() {
        kafka.kill();
    }

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Effects effects;

    @Test
    void everythingArrivesInOrderThoughKafkaIsAwayAtTheStartAndInTheMiddle() {
        announce(0, 200);
        kafka.start();
        awaitEffects(200);

        CompletableFuture<Void> announcing = CompletableFuture.runAsync(() -> announce(200, 2_000));
        awaitEffects(400);
        kafka.kill();
        announcing.join();
        kafka.start();

        awaitEffects(2_000);
        assertThat(effects.of("outage")).containsExactlyElementsOf(
                IntStream.range(0, 2_000).mapToObj(String::valueOf).toList());
    }

    private void announce(int from, int to) {
        for (int number = from; number < to; number++) {
            Object data = number;
            transactions.executeWithoutResult(status -> outbox
                    .append(new OutgoingMessage("numbers", "one-key", "Counted", "tests/Counted.v1", data)));
        }
    }

    private void awaitEffects(int atLeast) {
        await().atMost(PATIENCE).until(() -> effects.of("outage").size() >= atLeast);
    }

    @TestConfiguration
    static class Subscriptions {

        @Bean
        Subscription numbers(Effects effects) {
            return Subscription.to("numbers", "outage")
                    .on("Counted", Integer.class, number -> effects.add("outage", number.toString()))
                    .build();
        }
    }

    /** A broker that one test starts and kills as it likes, on the same port and data. */
    private record OwnKafka(ProcessTable processes, EngineSettings settings) {

        static OwnKafka in(Path home) {
            var settings = new EngineSettings(ProjectRoot.above(Path.of("")), home.resolve("data"), home.resolve("log"),
                    Ports.free(), EngineSecrets.random(new SecureRandom()), false, JvmTuning.laptop());
            return new OwnKafka(new ProcessTable(home.resolve("run")), settings);
        }

        String bootstrapServers() {
            return "127.0.0.1:" + settings.ports().kafka();
        }

        void start() {
            Program program = Engine.KAFKA.prepare(settings);
            processes.start(program);
            processes.awaitReady(program);
        }

        void kill() {
            processes.stop(Engine.KAFKA.programName(), Duration.ZERO);
        }
    }
}
