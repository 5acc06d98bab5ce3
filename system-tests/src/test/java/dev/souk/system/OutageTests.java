package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.engines.Engine;
import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.api.Answer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Engines stop in the middle of things; where services die, {@link KillPointTests} says. */
@WholePlatform
class OutageTests {

    private final Platform platform;
    private final PlatformRunner runner;
    private final Goods goods;
    private final Shoppers shoppers;

    OutageTests(Platform platform, PlatformRunner runner, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.runner = runner;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @AfterEach
    void everythingAddsUp() {
        Invariants.assertHold(platform);
    }

    @Test
    void anOrderIsAcceptedWhileKafkaIsStoppedAndEndsAfterwards() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(1);
        runner.stop(Engine.KAFKA.programName());
        String id;
        try {
            id = shopper.order(sku, 1, "tok_visa");
            assertThat(shopper.status(id)).isEqualTo("PENDING");
        } finally {
            runner.start(Engine.KAFKA.programName());
        }

        shopper.awaitStatus(id, "CONFIRMED");
        shopper.awaitPayment(id, "CAPTURED");
    }

    @Test
    void anOrderIsRefusedForNowWhilePostgresIsStopped() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(1);
        runner.stop(Engine.POSTGRES.programName());
        Answer answer;
        try {
            answer = shopper.place(sku, 1, "tok_visa", UUID.randomUUID().toString());
        } finally {
            runner.start(Engine.POSTGRES.programName());
        }

        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .untilAsserted(() -> assertThat(shopper.order(sku, 1, "tok_visa")).isNotEmpty());
    }
}
