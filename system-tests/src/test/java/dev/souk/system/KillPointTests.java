package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.saboteur.KillPoint;
import dev.souk.saboteur.Saboteur;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes die where chaos wants them to. */
@WholePlatform
class KillPointTests {

    private static final int NEVER = 1_000_000;

    private final Platform platform;
    private final PlatformRunner runner;
    private final Goods goods;
    private final Shoppers shoppers;

    KillPointTests(Platform platform, PlatformRunner runner, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.runner = runner;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    /** A point whose method was renamed or moved would be refused. */
    @ParameterizedTest
    @EnumSource
    void everyPointIsInTheCode(KillPoint point) {
        Saboteur payment = Saboteur.of(platform.pid(Service.PAYMENT));

        payment.killAt(point, NEVER);
        payment.disarm();
    }

    @Test
    void anOrderWhoseAnnouncerDiesBetweenSendingAndRememberingIsAnnouncedTwiceAndTakesEffectOnce() {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(2);
        long pid = platform.pid(Service.ORDER);
        Saboteur.of(pid).killAt(KillPoint.AFTER_PUBLISH, 1);

        String id = shopper.order(sku, 1, "tok_visa");
        await().atMost(Duration.ofSeconds(60)).until(() -> ProcessHandle.of(pid).isEmpty());
        runner.start(Service.ORDER.id());

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .untilAsserted(() -> assertThat(shopper.status(id)).isEqualTo("CONFIRMED"));
        shopper.awaitPayment(id, "CAPTURED");
        assertThat(goods.available(sku)).isEqualTo(1);
        Invariants.assertHold(platform);
    }
}
