package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.local.DatabaseAddress;
import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.api.Answer;
import dev.souk.local.check.Checker;
import dev.souk.local.check.ServiceDatabases;
import dev.souk.saboteur.Bug;
import dev.souk.saboteur.Saboteur;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checker is checked: each defect that shops are known for is put into the running services, and the rule that is about it
 * has to say so. What the defects have done to the data stays done, so nothing that looks at the sums can come after this.
 */
@WholePlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(Integer.MAX_VALUE)
class SeededBugTests {

    /** Messages on their way break the same rules for a moment: what is off after this time stays so. */
    private static final Duration SETTLING = Duration.ofSeconds(6);

    private final Platform platform;
    private final Goods goods;
    private final Shopper shopper;
    private final Map<Bug, Trace> traces = new EnumMap<>(Bug.class);
    private List<Checker.Verdict> verdicts = List.of();

    /** @param offender what the rule has to name */
    private record Trace(String rule, String offender) {}

    SeededBugTests(Platform platform, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.goods = goods;
        this.shopper = shoppers.register();
    }

    @BeforeAll
    void putThemIn() {
        Invariants.assertHold(platform);
        sellWhatIsNotThere();
        forgetWhichMessagesWereSeen();
        announceWhatIsNeverCommitted();
        keepTheGoodsOfACancelledOrder();
        keepTheMoneyOfACancelledOrder();
        keepMoneySetAside();
        takeTheMoneyOfAnOrderTwice();
        giveGoodsBackTwice();
        moveAnOrderWithoutAnEvent();
        verdicts = Invariants.verdicts(platform, SETTLING);
    }

    @ParameterizedTest
    @EnumSource
    void everyBugIsFoundByTheRuleThatIsAboutIt(Bug bug) {
        Trace trace = Objects.requireNonNull(traces.get(bug), "nobody has put it in");

        assertThat(verdicts).filteredOn(verdict -> verdict.rule().equals(trace.rule()))
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.finding().offenders())
                        .anySatisfy(offender -> assertThat(offender).contains(trace.offender())));
    }

    /** The database would refuse it, so its constraint has to go, too. */
    private void sellWhatIsNotThere() {
        String sku = goods.sku(1);
        run(Service.INVENTORY, "alter table stock_level drop constraint available_is_not_negative");
        with(Bug.GUARD_DROPPED, Service.INVENTORY, () -> {
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");
        });
        expect(Bug.GUARD_DROPPED, "stock-adds-up", sku);
    }

    private void forgetWhichMessagesWereSeen() {
        String sku = goods.sku(1);
        with(Bug.INBOX_DROPPED, Service.INVENTORY, () -> {
            String id = shopper.order(sku, 1, "tok_visa");
            shopper.awaitStatus(id, "CONFIRMED");
            expect(Bug.INBOX_DROPPED, "facts-arrive",
                    message("OrderCreated", id) + " never reached inventory of inventory-service");
        });
    }

    private void announceWhatIsNeverCommitted() {
        String sku = goods.sku(10);
        int quantity = 7;
        run(Service.ORDER, """
                create function refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end';
                create constraint trigger refuse_at_commit after insert on orders deferrable initially deferred
                    for each row when (new.total >= %d) execute function refuse()""".formatted(1999 * quantity));
        with(Bug.SEND_BEFORE_COMMIT, Service.ORDER, () -> {
            shopper.awaitStatus(shopper.order(sku, 1, "tok_visa"), "CONFIRMED");
            Answer refused = shopper.place(sku, quantity, "tok_visa", UUID.randomUUID().toString());
            assertThat(refused.status()).as(refused.toString()).isGreaterThanOrEqualTo(500);
        });
        run(Service.ORDER, "drop trigger refuse_at_commit on orders; drop function refuse");
        expect(Bug.SEND_BEFORE_COMMIT, "effects-have-causes", "inventory-service");
    }

    private void keepTheGoodsOfACancelledOrder() {
        String id = shopper.orderWithoutMethod(goods.sku(1));
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        with(Bug.HOLD_NOT_RELEASED, Service.INVENTORY, () -> {
            cancel(id);
            awaitCancellationAt(Service.INVENTORY, id);
        });
        expect(Bug.HOLD_NOT_RELEASED, "cancelled-orders-hold-nothing", id);
    }

    private void keepTheMoneyOfACancelledOrder() {
        String id = shopper.order(goods.sku(1), 1, "tok_visa");
        shopper.awaitPayment(id, "CAPTURED");
        with(Bug.MONEY_NOT_RETURNED, Service.PAYMENT, () -> {
            cancel(id);
            awaitCancellationAt(Service.PAYMENT, id);
        });
        expect(Bug.MONEY_NOT_RETURNED, "money-is-owed", id);
    }

    /** Of an order whose money cannot be taken, so that there is something to let go. */
    private void keepMoneySetAside() {
        String id = shopper.order(goods.sku(1), 1, "tok_capture_fails");
        shopper.awaitStatus(id, "CONFIRMED");
        with(Bug.VOID_SKIPPED, Service.PAYMENT, () -> {
            cancel(id);
            shopper.awaitPayment(id, "VOIDED");
        });
        expect(Bug.VOID_SKIPPED, "nothing-stays-set-aside", id);
    }

    private void takeTheMoneyOfAnOrderTwice() {
        String sku = goods.sku(1);
        with(Bug.CAPTURE_TWICE, Service.PAYMENT, () -> {
            String id = shopper.order(sku, 1, "tok_visa");
            shopper.awaitPayment(id, "CAPTURED");
            expect(Bug.CAPTURE_TWICE, "money-is-taken-once", id);
        });
    }

    /** Only where somebody else holds pieces of the same SKU: otherwise more would be given back than there is. */
    private void giveGoodsBackTwice() {
        String sku = goods.sku(5);
        shopper.awaitStatus(shopper.orderWithoutMethod(sku), "AWAITING_PAYMENT");
        String id = shopper.orderWithoutMethod(sku);
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        with(Bug.RELEASE_TWICE, Service.INVENTORY, () -> {
            cancel(id);
            awaitCancellationAt(Service.INVENTORY, id);
        });
        expect(Bug.RELEASE_TWICE, "holds-explain-reserved", sku);
    }

    private void moveAnOrderWithoutAnEvent() {
        String id = shopper.orderWithoutMethod(goods.sku(1));
        shopper.awaitStatus(id, "AWAITING_PAYMENT");
        with(Bug.EVENT_SKIPPED, Service.ORDER, () -> cancel(id));
        expect(Bug.EVENT_SKIPPED, "orders-are-their-events", id);
    }

    private void expect(Bug bug, String rule, String offender) {
        traces.put(bug, new Trace(rule, offender));
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

    /** What a service does about it, or does not, is in the transaction in which it notes to have heard of it. */
    private void awaitCancellationAt(Service service, String order) {
        String message = message("OrderCancelled", order);
        await().atMost(Duration.ofSeconds(60)).until(() -> text(service,
                "select exists (select from inbox where message_id = '%s')".formatted(message)).equals("t"));
    }

    private String message(String type, String order) {
        return text(Service.ORDER,
                "select message_id from outbox where type = '%s' and key = '%s'".formatted(type, order));
    }

    private String text(Service service, String sql) {
        try (ServiceDatabases databases = new ServiceDatabases(platform::database)) {
            return databases.query(service, sql, rows -> rows.next() ? rows.getString(1) : "");
        }
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
