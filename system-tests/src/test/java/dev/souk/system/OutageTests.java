package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.engines.Engine;
import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.local.api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines and services stop, or die, in the middle of things. */
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

    @ParameterizedTest
    @EnumSource(value = Service.class, names = {"ORDER", "INVENTORY", "PAYMENT"})
    void ordersEndAlthoughAServiceIsKilledInTheMiddleOfTheirSagas(Service victim) {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(10);
        List<String> orders = new ArrayList<>();
        for (int order = 0; order < 10; order++) {
            orders.add(shopper.order(sku, 1, order % 5 == 4 ? "tok_declined" : "tok_visa"));
        }

        runner.kill(victim.id());
        runner.start(victim.id());

        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(
                () -> assertThat(orders).extracting(shopper::status).containsOnly("CONFIRMED", "CANCELLED"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(orders).extracting(shopper::status).filteredOn("CONFIRMED"::equals).hasSize(8);
            assertThat(goods.stock(sku).path("sold").asLong()).isEqualTo(8);
            assertThat(goods.available(sku)).isEqualTo(2);
        });
    }
}
