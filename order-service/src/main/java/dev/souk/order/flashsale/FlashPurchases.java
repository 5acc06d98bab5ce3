package dev.souk.order.flashsale;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which order has how many pieces of which flash sale: the truth, whoever was let in. A guarded update counts the pieces and
 * locks the sale until the order has committed, so that its limits hold however many orders come at once; the table's own check
 * stands behind it. Sales are locked in the order of their SKUs, so that two orders never wait for each other in a circle.
 */
@Service
public class FlashPurchases {

    private final FlashSales sales;
    private final Admissions admissions;
    private final JdbcClient jdbc;

    FlashPurchases(FlashSales sales, Admissions admissions, JdbcClient jdbc) {
        this.sales = sales;
        this.admissions = admissions;
        this.jdbc = jdbc;
    }

    /**
     * In the transaction of the order, which is refused with it.
     *
     * @param quantities by SKU; those of no running flash sale are left alone
     * @throws SoldOut        when fewer pieces are left
     * @throws FlashSaleLimit when the shopper would have more than one may
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(UUID order, UUID user, Map<String, Integer> quantities, Instant now) {
        for (FlashSale sale : sales.running(quantities.keySet(), now)) {
            take(sale, order, user, quantities.getOrDefault(sale.sku(), 0), now);
        }
    }

    /** In the transaction in which the orders are cancelled. Again, it changes nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(Collection<UUID> orders, Instant now) {
        if (orders.isEmpty()) {
            return;
        }
        UUID[] cancelled = orders.toArray(UUID[]::new);
        List<UUID> taken = jdbc.sql("""
                select id from flash_sale
                where id in (select sale_id from flash_purchase
                             where order_id = any (:orders) and given_back_at is null)
                order by sku
                for update""")
                .param("orders", cancelled).query(UUID.class).list();
        for (UUID sale : taken) {
            int quantity = jdbc.sql("""
                    update flash_purchase set given_back_at = :now
                    where order_id = any (:orders) and sale_id = :sale and given_back_at is null
                    returning quantity""")
                    .param("orders", cancelled).param("sale", sale).param("now", Timestamp.from(now))
                    .query(Integer.class).list().stream().mapToInt(Integer::intValue).sum();
            Level level = jdbc.sql("""
                    update flash_sale set taken = taken - :quantity, version = version + 1 where id = :sale
                    returning taken, version""")
                    .param("sale", sale).param("quantity", quantity).query(Level.class).single();
            afterCommit(() -> admissions.givenBack(sale, quantity, level.version(), level.taken()));
        }
    }

    private record Level(int taken, long version) {}

    private void take(FlashSale sale, UUID order, UUID user, int quantity, Instant now) {
        Level level = jdbc.sql("""
                update flash_sale set taken = taken + :quantity, version = version + 1
                where id = :id and not closed and ends_at > :now and taken + :quantity <= pieces
                returning taken, version""")
                .param("id", sale.id()).param("quantity", quantity).param("now", Timestamp.from(now))
                .query(Level.class).optional().orElse(null);
        if (level == null) {
            afterwards(() -> admissions.leave(sale.id(), user));
            throw new SoldOut(sale.sku());
        }
        // a statement of its own, so that it sees what was committed while the one before waited for the lock
        boolean within = jdbc.sql("""
                insert into flash_purchase (order_id, sale_id, user_id, quantity, taken_at)
                select :order, :sale, :user, :quantity, :now
                where :perUser >= :quantity + (select coalesce(sum(quantity), 0) from flash_purchase
                                               where sale_id = :sale and user_id = :user and given_back_at is null)""")
                .param("order", order).param("sale", sale.id()).param("user", user).param("quantity", quantity)
                .param("perUser", sale.terms().perUser()).param("now", Timestamp.from(now)).update() == 1;
        if (!within) {
            afterwards(() -> admissions.leave(sale.id(), user));
            throw new FlashSaleLimit(sale.sku(), sale.terms().perUser());
        }
        afterCommit(() -> admissions.ordered(sale.id(), user, quantity, level.version(), level.taken()));
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /** Whatever becomes of the transaction. */
    private static void afterwards(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                work.run();
            }
        });
    }
}
