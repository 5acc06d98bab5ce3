package dev.souk.jobs.invariants;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

import dev.souk.jobs.client.InventoryClient;
import dev.souk.jobs.client.InventoryClient.StockSums;
import dev.souk.jobs.client.OrderClient;
import dev.souk.jobs.client.OrderClient.OrderSums;
import dev.souk.jobs.client.PaymentClient;
import dev.souk.jobs.client.PaymentClient.MoneySums;

/**
 * Puts together what inventory, payment and order say of themselves, and compares what is owed with what was taken. Each of
 * them speaks of an instant of its own, so a difference counts only when nothing was on its way and it stays.
 */
@Service
public class Invariants {

    private static final int LOOKS = 4;

    private final InventoryClient inventory;
    private final PaymentClient payments;
    private final OrderClient orders;
    private final Duration pause;

    @Autowired
    Invariants(InventoryClient inventory, PaymentClient payments, OrderClient orders) {
        this(inventory, payments, orders, Duration.ofMillis(500));
    }

    /** @param pause before another look, for messages between two services */
    Invariants(InventoryClient inventory, PaymentClient payments, OrderClient orders, Duration pause) {
        this.inventory = inventory;
        this.payments = payments;
        this.orders = orders;
        this.pause = pause;
    }

    /** @param holds nothing is wrong in any part */
    public record Report(boolean holds, Stock stock, Money money, Orders orders) {

        static Report of(Stock stock, Money money, Orders orders) {
            return new Report(stock.violations().isEmpty() && money.violations().isEmpty() && orders.stuck().isEmpty(),
                    stock, money, orders);
        }
    }

    public record Stock(long skus, List<String> violations) {}

    /**
     * @param orders how many have a payment
     * @param compared whether what is owed could be compared with what was taken: not while orders are on their way
     */
    public record Money(long orders, boolean compared, List<String> violations) {}

    /** @param stuck waiting for another service for too long; the 50 oldest */
    public record Orders(long accepted, long terminal, List<UUID> stuck) {}

    /**
     * Takes up to two seconds when something is wrong or much is going on.
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when one of the services does not answer
     */
    public Report look() {
        StockSums stock = inventory.invariants();
        Look look = lookAtMoney();
        for (int looks = 1; looks < LOOKS && !look.isClear(); looks++) {
            pause();
            look = lookAtMoney();
        }
        return Report.of(
                new Stock(stock.skus(), stock.violations()),
                new Money(look.money().orders(), look.isAtRest(), look.violations()),
                new Orders(look.orders().accepted(), look.orders().terminal(), look.orders().stuck()));
    }

    /** Orders are read before and after, so that one that was confirmed in between is not taken for unpaid. */
    private Look lookAtMoney() {
        OrderSums before = orders.invariants();
        MoneySums money = payments.invariants();
        return new Look(before, money, orders.invariants());
    }

    private void pause() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while orders were on their way", e);
        }
    }

    private record Look(OrderSums before, MoneySums money, OrderSums orders) {

        boolean isAtRest() {
            return before.underWay() + orders.underWay() + money.underWay() == 0
                    && before.owed().equals(orders.owed());
        }

        boolean isClear() {
            return isAtRest() && differences().isEmpty();
        }

        List<String> violations() {
            return isAtRest()
                    ? Stream.concat(money.violations().stream(), differences().stream()).toList()
                    : money.violations();
        }

        private List<String> differences() {
            Map<String, Long> owed = orders.owed();
            Map<String, Long> taken = money.taken();
            var currencies = new TreeSet<>(owed.keySet());
            currencies.addAll(taken.keySet());
            return currencies.stream()
                    .filter(currency -> !owed.getOrDefault(currency, 0L).equals(taken.getOrDefault(currency, 0L)))
                    .map(currency -> "orders that stand cost %d %s, and %d was taken: ./souk check names them"
                            .formatted(
                                    owed.getOrDefault(currency, 0L), currency, taken.getOrDefault(currency, 0L)))
                    .toList();
        }
    }
}
