package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.api.Answer;
import dev.souk.local.check.Checker;
import dev.souk.saboteur.Bug;
import dev.souk.saboteur.Saboteur;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The checker is checked: each defect that shops are known for is put into the running services, and the rule that is about it
 * has to say so. What the defects have done to the data stays done, so nothing that looks at the sums can come after this.
 */
@WholePlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(Integer.MAX_VALUE)
class SeededBugTests {

    private static final Duration FOUND_WITHIN = Duration.ofSeconds(60);

    private final Platform platform;
    private final Goods goods;
    private final Shopper shopper;

    SeededBugTests(Platform platform, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.goods = goods;
        this.shopper = shoppers.register();
    }

    @BeforeAll
    void everythingAddsUpWithoutThem() {
        Invariants.assertHold(platform);
    }

    /** The database would refuse it, so its constraint has to go, too. */
    @Test
    void sellingWhatIsNotThereIsFound() {
        String sku = goods.sku(1);
        run(Service.INVENTORY, "alter table stock_level drop constraint available_is_not_negative");
        with(Bug.GUARD_DROPPED, Service.INVENTORY, () -> {
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");

            assertFound("stock-adds-up", sku);
        });
    }

    @Test
    void forgettingWhichMessagesWereSeenIsFound() {
        String sku = goods.sku(1);
        Set<String> before = offenders("facts-arrive");
        with(Bug.INBOX_DROPPED, Service.INVENTORY, () -> {
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");

            await().atMost(FOUND_WITHIN).untilAsserted(() -> assertThat(since(before, "facts-arrive"))
                    .anySatisfy(
                            offender -> assertThat(offender).endsWith("never reached inventory of inventory-service")));
        });
    }

    @Test
    void announcingWhatIsNeverCommittedIsFound() {
        String sku = goods.sku(10);
        int quantity = 7;
        run(Service.ORDER, """
                create function refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end';
                create constraint trigger refuse_at_commit after insert on orders deferrable initially deferred
                    for each row when (new.total >= %d) execute function refuse()""".formatted(1999 * quantity));
        Set<String> before = offenders("effects-have-causes");
        with(Bug.SEND_BEFORE_COMMIT, Service.ORDER, () -> {
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");
            Answer refused = shopper.place(sku, quantity, "tok_visa", UUID.randomUUID().toString());
            assertThat(refused.status()).as(refused.toString()).isGreaterThanOrEqualTo(500);

            await().atMost(FOUND_WITHIN).untilAsserted(() -> assertThat(since(before, "effects-have-causes"))
                    .anySatisfy(offender -> assertThat(offender).startsWith("inventory-service")));
        });
        run(Service.ORDER, "drop trigger refuse_at_commit on orders; drop function refuse");
    }

    @Test
    void keepingTheGoodsOfACancelledOrderIsFound() {
        String id = shopper.orderWithoutMethod(goods.sku(1));
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        with(Bug.HOLD_NOT_RELEASED, Service.INVENTORY, () -> {
            cancel(id);

            assertFound("cancelled-orders-hold-nothing", id);
        });
    }

    @Test
    void keepingTheMoneyOfACancelledOrderIsFound() {
        String id = shopper.order(goods.sku(1), 1, "tok_visa");
        shopper.awaitPayment(id, "CAPTURED");
        with(Bug.MONEY_NOT_RETURNED, Service.PAYMENT, () -> {
            cancel(id);

            assertFound("money-is-owed", id);
        });
    }

    @Test
    void takingTheMoneyOfAnOrderTwiceIsFound() {
        String sku = goods.sku(1);
        with(Bug.CAPTURE_TWICE, Service.PAYMENT, () -> {
            String id = shopper.order(sku, 1, "tok_visa");

            assertFound("money-is-taken-once", id);
        });
    }

    /** Only where somebody else holds pieces of the same SKU: otherwise more would be given back than there is. */
    @Test
    void givingGoodsBackTwiceIsFound() {
        String sku = goods.sku(5);
        shopper.awaitStatus(shopper.orderWithoutMethod(sku), "AWAITING_PAYMENT");
        String id = shopper.orderWithoutMethod(sku);
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        with(Bug.RELEASE_TWICE, Service.INVENTORY, () -> {
            cancel(id);

            assertFound("holds-explain-reserved", sku);
        });
    }

    private void with(Bug bug, Service service, Runnable load) {
        Saboteur saboteur = Saboteur.of(platform.pid(service));
        saboteur.introduce(bug);
        try {
            load.run();
        } finally {
            saboteur.mend(bug);
        }
    }

    private void cancel(String order) {
        shopper.api().post("/orders/" + order + "/cancel", Map.of()).expect(200);
        shopper.awaitStatus(order, "CANCELLED");
    }

    private void assertFound(String rule, String offender) {
        await().atMost(FOUND_WITHIN)
                .untilAsserted(() -> assertThat(offenders(rule)).anySatisfy(it -> assertThat(it).contains(offender)));
    }

    private Set<String> since(Set<String> before, String rule) {
        Set<String> offenders = new HashSet<>(offenders(rule));
        offenders.removeAll(before);
        return offenders;
    }

    private Set<String> offenders(String rule) {
        List<Checker.Verdict> verdicts = new Checker(platform::database, Duration.ofMinutes(2)).check(Duration.ZERO);
        return Set.copyOf(verdicts.stream().filter(verdict -> verdict.rule().equals(rule)).findFirst().orElseThrow()
                .finding().offenders());
    }

    private void run(Service service, String sql) {
        DatabaseAddress database = platform.database(service);
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
