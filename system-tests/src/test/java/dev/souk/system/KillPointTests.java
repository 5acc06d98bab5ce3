package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.Platform;
import dev.souk.local.PlatformRunner;
import dev.souk.local.Service;
import dev.souk.local.api.Answer;
import dev.souk.saboteur.KillPoint;
import dev.souk.saboteur.Saboteur;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes die where the order of two steps matters, in the middle of sagas. */
@WholePlatform
class KillPointTests {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration OFTEN = Duration.ofMillis(250);
    private static final int BUYERS = 4;
    private static final int PLENTY = 100_000;

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

    record Death(Service service, KillPoint point) {}

    /**
     * Several at once, because each service has to be started again. From the end of the saga to its beginning: nobody waits
     * for the point that he is to die at because of somebody who is dead already.
     */
    static Stream<List<Death>> deaths() {
        return Stream.of(
                List.of(new Death(Service.PAYMENT, KillPoint.BEFORE_PROVIDER_CALL),
                        new Death(Service.NOTIFICATION, KillPoint.AFTER_ACKNOWLEDGEMENT),
                        new Death(Service.INVENTORY, KillPoint.BEFORE_ACKNOWLEDGEMENT),
                        new Death(Service.ORDER, KillPoint.AFTER_PUBLISH)),
                List.of(new Death(Service.PAYMENT, KillPoint.AFTER_PROVIDER_CALL),
                        new Death(Service.NOTIFICATION, KillPoint.AFTER_COMMIT),
                        new Death(Service.INVENTORY, KillPoint.BEFORE_PUBLISH),
                        new Death(Service.ORDER, KillPoint.BEFORE_COMMIT)));
    }

    @Test
    void noPointIsLeftOut() {
        assertThat(deaths().flatMap(List::stream)).extracting(Death::point)
                .containsExactlyInAnyOrder(KillPoint.values());
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void ordersEndAlthoughServicesDieInTheMiddleOfTheirSagas(List<Death> deaths) throws Exception {
        Shopper shopper = shoppers.register();
        String sku = goods.sku(PLENTY);
        Map<String, String> expected = new ConcurrentHashMap<>();
        AtomicBoolean allAreDead = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int buyer = 0; buyer < BUYERS; buyer++) {
                int first = buyer;
                tasks.add(threads.submit(() -> {
                    for (int order = first; !allAreDead.get(); order++) {
                        boolean declined = order % BUYERS == 0;
                        expected.put(placed(shopper, sku, declined ? "tok_declined" : "tok_visa"),
                                declined ? "CANCELLED" : "CONFIRMED");
                    }
                }));
            }
            try {
                for (Death death : deaths) {
                    die(death);
                    tasks.add(threads.submit(() -> runner.start(death.service().id())));
                }
            } finally {
                allAreDead.set(true);
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }

        assertThat(expected).containsValues("CONFIRMED", "CANCELLED");
        long sold = expected.values().stream().filter("CONFIRMED"::equals).count();
        await().atMost(PATIENCE).pollInterval(OFTEN).ignoreExceptions().untilAsserted(() -> {
            assertThat(goods.stock(sku).path("sold").asLong()).isEqualTo(sold);
            assertThat(goods.available(sku)).isEqualTo(PLENTY - sold);
        });
        await().atMost(PATIENCE).pollInterval(OFTEN).ignoreExceptions().untilAsserted(() -> assertThat(expected)
                .allSatisfy((order, status) -> assertThat(shopper.status(order)).isEqualTo(status)));
        Invariants.assertHold(platform);
    }

    private void die(Death death) {
        long pid = platform.pid(death.service());
        Saboteur saboteur = Saboteur.of(pid);
        saboteur.killAt(death.point(), 1);
        try {
            await().atMost(PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
        } catch (ConditionTimeoutException alive) {
            saboteur.disarm(); // or it would die in the middle of another test
            throw alive;
        }
    }

    /** A shopper who gets no answer asks again under the same key. */
    private static String placed(Shopper shopper, String sku, String token) {
        String key = UUID.randomUUID().toString();
        Answer answer = await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(OFTEN).ignoreExceptions()
                .until(() -> shopper.place(sku, 1, token, key), it -> it.status() == 201);
        return answer.body().path("id").asString();
    }
}
