package dev.souk.jobs.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.jobs.client.InventoryClient;
import dev.souk.jobs.client.InventoryClient.StockSums;
import dev.souk.jobs.client.OrderClient;
import dev.souk.jobs.client.PaymentClient;
import dev.souk.jobs.client.PaymentClient.MoneySums;

class InvariantsTests {

    private static final InventoryClient STOCK = () -> new StockSums(3, List.of());

    @Test
    void whatAddsUpHolds() {
        var report = look(STOCK, taken(2, 0, 3998), orders(owed(3998), owed(3998)));

        assertThat(report.holds()).isTrue();
        assertThat(report.stock().skus()).isEqualTo(3);
        assertThat(report.money().orders()).isEqualTo(2);
        assertThat(report.money().compared()).isTrue();
        assertThat(report.orders().accepted()).isEqualTo(9);
        assertThat(report.orders().terminal()).isEqualTo(8);
    }

    @Test
    void aViolationOfAnyServiceIsTold() {
        assertThat(look(() -> new StockSums(1, List.of("mug: -1 available")), taken(2, 0, 0), orders(owed(0))).stock()
                .violations()).containsExactly("mug: -1 available");
        assertThat(look(() -> new StockSums(1, List.of("mug: -1 available")), taken(2, 0, 0), orders(owed(0))).holds())
                .isFalse();

        PaymentClient unbalanced = payments(new MoneySums(1, 0, Map.of(), List.of("ledger: USD")));
        assertThat(look(STOCK, unbalanced, orders(owed(0))).money().violations()).containsExactly("ledger: USD");

        var stuck = new OrderClient.OrderSums(9, 8, 0, List.of(new UUID(0, 1)), Map.of());
        assertThat(look(STOCK, taken(0, 0, 0), orders(stuck)).holds()).isFalse();
    }

    @Test
    void moneyThatIsMissingIsTold() {
        var report = look(STOCK, taken(1, 0, 1999), orders(owed(3998)));

        assertThat(report.holds()).isFalse();
        assertThat(report.money().violations()).singleElement().asString().contains("3998 USD", "1999");
    }

    @Test
    void aDifferenceThatPassesIsNone() {
        assertThat(look(STOCK, taken(2, 0, 1999), orders(owed(3998), owed(3998), owed(1999))).holds()).isTrue();
    }

    @Test
    void whileOrdersAreOnTheirWayOwedIsNotComparedWithTaken() {
        for (var report : List.of(
                look(STOCK, taken(2, 1, 1999), orders(owed(3998))),
                look(STOCK, taken(2, 0, 1999),
                        orders(new OrderClient.OrderSums(9, 8, 1, List.of(), Map.of("USD", 3998L)))))) {
            assertThat(report.money().compared()).isFalse();
            assertThat(report.holds()).isTrue();
        }
    }

    @Test
    void anOrderThatIsConfirmedDuringTheLookIsNotTakenForUnpaid() {
        assertThat(look(STOCK, taken(2, 0, 1999), orders(owed(1999), owed(3998), owed(1999), owed(1999))).holds())
                .isTrue();
    }

    @Test
    void aServiceThatIsAwayIsNoAnswer() {
        InventoryClient away = () -> {
            throw new DependencyUnavailable("inventory-service", new IllegalStateException());
        };

        assertThatThrownBy(() -> look(away, taken(0, 0, 0), orders(owed(0)))).isInstanceOf(DependencyUnavailable.class);
    }

    private static Invariants.Report look(InventoryClient stock, PaymentClient payments, OrderClient orders) {
        return new Invariants(stock, payments, orders, Duration.ofMillis(1)).look();
    }

    private static PaymentClient taken(long orders, long underWay, long amount) {
        return payments(new MoneySums(orders, underWay, Map.of("USD", amount), List.of()));
    }

    private static PaymentClient payments(MoneySums sums) {
        return () -> sums;
    }

    private static OrderClient.OrderSums owed(long amount) {
        return new OrderClient.OrderSums(9, 8, 0, List.of(), Map.of("USD", amount));
    }

    /** Says one after the other, and then the last one for ever. */
    private static OrderClient orders(OrderClient.OrderSums... answers) {
        Deque<OrderClient.OrderSums> left = new ArrayDeque<>(List.of(answers));
        return new OrderClient() {

            @Override
            public OrderSums invariants() {
                return left.size() > 1 ? left.removeFirst() : left.getFirst();
            }

            @Override
            public Cancelled cancelUnpaid(Piece piece) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Driven driveStuck(Piece piece) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
