package dev.souk.inventory.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.souk.inventory.stock.Shelves;
import dev.souk.inventory.stock.ShelvesFixture;
import dev.souk.inventory.stock.Sku;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is said, in whatever order and however often, the stock adds up and a piece is promised once. */
class ReservationPropertyTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SUPPLIED = 10;
    private static final List<OrderId> ORDERS = List.of(new OrderId(new UUID(0, 1)), new OrderId(new UUID(0, 2)),
            new OrderId(new UUID(0, 3)), new OrderId(new UUID(0, 4)));

    @Property
    void stockAddsUpUnderAnySequenceOfFacts(@ForAll("facts") List<OrderFact> facts) {
        var shelves = ShelvesFixture.with("MUG", SUPPLIED, "TEA", SUPPLIED);
        Map<OrderId, Reservation> reservations = new HashMap<>();

        for (OrderFact fact : facts) {
            reservations.computeIfAbsent(fact.orderId(), Reservation::unknown).apply(fact, shelves, NOW);

            stockIsWhatTheReservationsSay(shelves, "MUG", reservations);
            stockIsWhatTheReservationsSay(shelves, "TEA", reservations);
        }
    }

    private static void stockIsWhatTheReservationsSay(Shelves shelves, String sku,
            Map<OrderId, Reservation> reservations) {
        long reserved = pieces(reservations, sku, ReservationState.HELD);
        long sold = pieces(reservations, sku, ReservationState.COMMITTED);
        assertThat(ShelvesFixture.counts(shelves, sku)).containsExactly(SUPPLIED - reserved - sold, reserved, sold)
                .allMatch(count -> count >= 0);
    }

    private static long pieces(Map<OrderId, Reservation> reservations, String sku, ReservationState state) {
        return reservations.values().stream().filter(reservation -> reservation.state() == state)
                .flatMap(reservation -> reservation.allocations().stream())
                .filter(allocation -> allocation.sku().equals(new Sku(sku)))
                .mapToLong(allocation -> allocation.quantity()).sum();
    }

    @Property
    void sayingItAllAgainChangesNothing(@ForAll("facts") List<OrderFact> facts) {
        var shelves = ShelvesFixture.with("MUG", SUPPLIED, "TEA", SUPPLIED);
        Map<OrderId, Reservation> reservations = new HashMap<>();
        facts.forEach(
                fact -> reservations.computeIfAbsent(fact.orderId(), Reservation::unknown).apply(fact, shelves, NOW));

        facts.stream().map(OrderFact::orderId).distinct().forEach(orderId -> {
            var reservation = Objects.requireNonNull(reservations.get(orderId));
            var last = facts.stream().filter(fact -> fact.orderId().equals(orderId)).toList().getLast();
            var state = reservation.state();
            reservation.apply(last, shelves, NOW);
            assertThat(reservation.state()).isEqualTo(state);
        });
    }

    @Provide
    Arbitrary<List<OrderFact>> facts() {
        return Arbitraries.of(ORDERS).flatMap(this::factsOf).list().ofMaxSize(40);
    }

    private Arbitrary<OrderFact> factsOf(OrderId order) {
        // what an order holds never changes: the same line in every repetition
        long mugs = 1 + order.value().getLeastSignificantBits() * 2 % 5;
        return Arbitraries.of(
                new OrderFact.Created(order, new UUID(1, 1),
                        List.of(new OrderLine(new Sku("MUG"), mugs), new OrderLine(new Sku("TEA"), 4)), NOW),
                new OrderFact.Confirmed(order), new OrderFact.Cancelled(order),
                new OrderFact.CancellationRequested(order));
    }
}
