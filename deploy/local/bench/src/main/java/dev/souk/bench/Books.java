package dev.souk.bench;

import dev.souk.engines.EngineSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the databases of the three services say of the orders. */
final class Books implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Connection orders;
    private final Connection inventory;
    private final Connection payments;

    Books(EngineSettings engines) {
        this.orders = connect(engines, "orders");
        this.inventory = connect(engines, "inventory");
        this.payments = connect(engines, "payments");
    }

    /** As the owner of the database. */
    static Connection connect(EngineSettings engines, String database) {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(engines.ports().postgres(), database), database,
                    engines.secrets().databasePassword(database));
        } catch (SQLException refused) {
            throw new IllegalStateException("cannot connect to the database " + database, refused);
        }
    }

    /** How many pieces of a SKU are where. */
    record Stock(long available, long reserved, long sold, long supplied) {

        /** @throws IllegalStateException when not all of it is sold, or more than that */
        void requireSoldOut(long confirmedOrders) {
            if (sold != supplied || available != 0 || reserved != 0 || confirmedOrders != supplied) {
                throw new IllegalStateException(
                        "of %d pieces %d are sold, %d reserved and %d available, and %d orders of "
                                .formatted(supplied, sold, reserved, available, confirmedOrders)
                                + "one piece are confirmed: this is an oversell or an undersell, look at inventory-service");
            }
        }
    }

    Stock stock(String sku) {
        return one(inventory, "select available, reserved, sold, supplied from stock_level where sku = ?",
                row -> new Stock(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                sku);
    }

    /** Orders of the SKU in a state. */
    long ordersOf(String sku, String status) {
        return count(orders,
                "select count(*) from orders join order_line on order_id = id where sku = ? and status = ?",
                sku, status);
    }

    /** Returns when no order waits for its decision. */
    void awaitDecisions() {
        await("orders do not come to an end", () -> count(orders,
                "select count(*) from orders where status in ('PENDING', 'AWAITING_PAYMENT')") == 0);
    }

    /** Returns when what follows from the decisions is done, too: goods sold, money captured, everything announced. */
    void awaitQuiet() {
        awaitDecisions();
        await("services do not come to rest", () -> count(inventory,
                "select count(*) from reservation where state = 'HELD'") == 0
                && isAllSent(orders) && isAllSent(inventory) && isAllSent(payments)
                && count(payments, "select count(*) from payment where state = 'CAPTURED'") == count(orders,
                        "select count(*) from orders where status = 'CONFIRMED'"));
    }

    /**
     * When order-service took and confirmed an order, as it wrote it down in the transactions that did it.
     *
     * @param confirmed null if it has not
     */
    record Decision(Instant taken, @Nullable Instant confirmed) {}

    /** All orders that were taken since then. */
    Map<UUID, Decision> decisionsSince(Instant time) {
        try (PreparedStatement query = orders.prepareStatement("""
                select taken.order_id, taken.occurred_at, confirmed.occurred_at
                  from order_event taken left join order_event confirmed
                       on confirmed.order_id = taken.order_id and confirmed.type = 'OrderConfirmed'
                 where taken.type = 'OrderCreated' and taken.occurred_at >= ?""")) {
            query.setTimestamp(1, Timestamp.from(time));
            Map<UUID, Decision> decisions = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Timestamp confirmed = rows.getTimestamp(3);
                    decisions.put(rows.getObject(1, UUID.class), new Decision(rows.getTimestamp(2).toInstant(),
                            confirmed == null ? null : confirmed.toInstant()));
                }
            }
            return decisions;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * How long each of these orders took from its acceptance to its confirmation.
     *
     * @throws IllegalStateException when one of them was not confirmed: it was less work
     */
    static List<Duration> confirmations(Set<UUID> accepted, Map<UUID, Decision> decisions) {
        List<Duration> took = new ArrayList<>();
        for (UUID order : accepted) {
            Decision decision = decisions.get(order);
            if (decision == null || decision.confirmed() == null) {
                throw new IllegalStateException("order %s was accepted and not confirmed: look at order-service"
                        .formatted(order));
            }
            took.add(Duration.between(decision.taken(), decision.confirmed()));
        }
        return took;
    }

    private static boolean isAllSent(Connection database) {
        return count(database, "select count(*) from outbox where sent_at is null") == 0;
    }

    private interface Condition {

        boolean holds();
    }

    private static void await(String otherwise, Condition condition) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise + " within " + LONGEST_WAIT.toSeconds() + " s");
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    private interface Reading<T> {

        T of(ResultSet row) throws SQLException;
    }

    private static long count(Connection database, String sql, String... values) {
        return one(database, sql, row -> row.getLong(1), values);
    }

    private static <T> T one(Connection database, String sql, Reading<T> reading, String... values) {
        try (PreparedStatement query = database.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                query.setString(at + 1, values[at]);
            }
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("nothing is found by " + query);
                }
                return reading.of(row);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        try (orders; inventory; payments) {
            // each one, whatever becomes of the others
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
