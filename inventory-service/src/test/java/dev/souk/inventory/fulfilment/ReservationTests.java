package dev.souk.inventory.fulfilment;

import static dev.souk.inventory.fulfilment.ReservationState.CANCELLED_EARLY;
import static dev.souk.inventory.fulfilment.ReservationState.COMMITTED;
import static dev.souk.inventory.fulfilment.ReservationState.CONFIRMED_EARLY;
import static dev.souk.inventory.fulfilment.ReservationState.HELD;
import static dev.souk.inventory.fulfilment.ReservationState.REJECTED;
import static dev.souk.inventory.fulfilment.ReservationState.RELEASED;
import static dev.souk.inventory.fulfilment.ReservationState.UNKNOWN;
import static dev.souk.inventory.fulfilment.ReservationState.WITHDRAWN;
import static dev.souk.inventory.fulfilment.Reservation.Verdict.ALARM;
import static dev.souk.inventory.fulfilment.Reservation.Verdict.DONE;
import static dev.souk.inventory.fulfilment.Reservation.Verdict.NOTHING;
import static dev.souk.inventory.fulfilment.Reservation.Verdict.TOO_EARLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentCancellationRefused;
import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentCancelled;
import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentCreated;
import dev.souk.inventory.fulfilment.FulfilmentEvent.StockRejected;
import dev.souk.inventory.fulfilment.FulfilmentEvent.StockReleased;
import dev.souk.inventory.fulfilment.FulfilmentEvent.StockReserved;
import dev.souk.inventory.fulfilment.Reservation.Verdict;
import dev.souk.inventory.stock.Allocation;
import dev.souk.inventory.stock.Shelves;
import dev.souk.inventory.stock.ShelvesFixture;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.Warehouse;
import dev.souk.test.StateDiagram;

class ReservationTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrderId ORDER = new OrderId(UUID.randomUUID());
    private static final OrderFact CREATED = new OrderFact.Created(ORDER, UUID.randomUUID(),
            List.of(new OrderLine(new Sku("MUG"), 2), new OrderLine(new Sku("TEA"), 1)), NOW.plusSeconds(1800));
    private static final OrderFact CONFIRMED = new OrderFact.Confirmed(ORDER);
    private static final OrderFact CANCELLED = new OrderFact.Cancelled(ORDER);
    private static final OrderFact REQUESTED = new OrderFact.CancellationRequested(ORDER);

    private static final OrderFact RETURNED = returned(1);

    private static OrderFact returned(long mugs) {
        return new OrderFact.Returned(ORDER, UUID.randomUUID(), List.of(new OrderLine(new Sku("MUG"), mugs)));
    }

    private Shelves shelves = ShelvesFixture.with("MUG", 5, "TEA", 5);
    private Reservation reservation = Reservation.unknown(ORDER);

    /** How each state is reached from nothing. */
    private void bring(ReservationState state) {
        switch (state) {
            case UNKNOWN -> {
            }
            case CONFIRMED_EARLY -> take(CONFIRMED);
            case CANCELLED_EARLY -> take(CANCELLED);
            case HELD -> take(CREATED);
            case REJECTED -> {
                shelves = ShelvesFixture.with("MUG", 5);
                take(CREATED);
            }
            case RELEASED -> take(CREATED, CANCELLED);
            case COMMITTED -> take(CREATED, CONFIRMED);
            case WITHDRAWN -> take(CREATED, CONFIRMED, REQUESTED);
        }
        assertThat(reservation.state()).isEqualTo(state);
        reservation.takeEvents();
    }

    private void send() {
        bring(COMMITTED);
        var sent = reservation.shipments().getFirst().dispatch(Shipment.Tracking.NONE, UUID.randomUUID(), NOW);
        reservation = new Reservation(ORDER, COMMITTED, sent.userId(), NOW, reservation.allocations(), List.of(sent));
    }

    private Verdict take(OrderFact... facts) {
        var verdict = NOTHING;
        for (OrderFact fact : facts) {
            verdict = reservation.apply(fact, shelves, NOW);
        }
        return verdict;
    }

    /** The inventory table of the saga, every cell: state, fact, verdict, next state, what is said. */
    static Stream<Arguments> table() {
        return Stream.of(
                arguments(UNKNOWN, CREATED, DONE, HELD, List.of(StockReserved.class)),
                arguments(UNKNOWN, CONFIRMED, DONE, CONFIRMED_EARLY, List.of()),
                arguments(UNKNOWN, CANCELLED, DONE, CANCELLED_EARLY, List.of()),
                arguments(UNKNOWN, REQUESTED, DONE, WITHDRAWN, List.of(ShipmentCancelled.class)),
                arguments(CONFIRMED_EARLY, CREATED, DONE, COMMITTED,
                        List.of(StockReserved.class, ShipmentCreated.class)),
                arguments(CONFIRMED_EARLY, CONFIRMED, NOTHING, CONFIRMED_EARLY, List.of()),
                arguments(CONFIRMED_EARLY, CANCELLED, ALARM, CONFIRMED_EARLY, List.of()),
                arguments(CONFIRMED_EARLY, REQUESTED, DONE, WITHDRAWN, List.of(ShipmentCancelled.class)),
                arguments(CANCELLED_EARLY, CREATED, NOTHING, CANCELLED_EARLY, List.of()),
                arguments(CANCELLED_EARLY, CONFIRMED, ALARM, CANCELLED_EARLY, List.of()),
                arguments(CANCELLED_EARLY, CANCELLED, NOTHING, CANCELLED_EARLY, List.of()),
                arguments(CANCELLED_EARLY, REQUESTED, NOTHING, CANCELLED_EARLY, List.of()),
                arguments(HELD, CREATED, DONE, HELD, List.of(StockReserved.class)),
                arguments(HELD, CONFIRMED, DONE, COMMITTED, List.of(ShipmentCreated.class)),
                arguments(HELD, CANCELLED, DONE, RELEASED, List.of(StockReleased.class)),
                arguments(HELD, REQUESTED, DONE, WITHDRAWN, List.of(StockReleased.class, ShipmentCancelled.class)),
                arguments(REJECTED, CREATED, NOTHING, REJECTED, List.of()),
                arguments(REJECTED, CONFIRMED, ALARM, REJECTED, List.of()),
                arguments(REJECTED, CANCELLED, NOTHING, REJECTED, List.of()),
                arguments(REJECTED, REQUESTED, ALARM, REJECTED, List.of()),
                arguments(RELEASED, CREATED, NOTHING, RELEASED, List.of()),
                arguments(RELEASED, CONFIRMED, ALARM, RELEASED, List.of()),
                arguments(RELEASED, CANCELLED, NOTHING, RELEASED, List.of()),
                arguments(RELEASED, REQUESTED, NOTHING, RELEASED, List.of()),
                arguments(COMMITTED, CREATED, NOTHING, COMMITTED, List.of()),
                arguments(COMMITTED, CONFIRMED, NOTHING, COMMITTED, List.of()),
                arguments(COMMITTED, CANCELLED, ALARM, COMMITTED, List.of()),
                arguments(COMMITTED, REQUESTED, DONE, WITHDRAWN, List.of(ShipmentCancelled.class)),
                arguments(WITHDRAWN, CREATED, NOTHING, WITHDRAWN, List.of()),
                arguments(WITHDRAWN, CONFIRMED, NOTHING, WITHDRAWN, List.of()),
                arguments(WITHDRAWN, CANCELLED, NOTHING, WITHDRAWN, List.of()),
                arguments(WITHDRAWN, REQUESTED, DONE, WITHDRAWN, List.of(ShipmentCancelled.class)),
                arguments(UNKNOWN, RETURNED, TOO_EARLY, UNKNOWN, List.of()),
                arguments(CONFIRMED_EARLY, RETURNED, TOO_EARLY, CONFIRMED_EARLY, List.of()),
                arguments(CANCELLED_EARLY, RETURNED, ALARM, CANCELLED_EARLY, List.of()),
                arguments(HELD, RETURNED, TOO_EARLY, HELD, List.of()),
                arguments(REJECTED, RETURNED, ALARM, REJECTED, List.of()),
                arguments(RELEASED, RETURNED, ALARM, RELEASED, List.of()),
                // nothing has left yet
                arguments(COMMITTED, RETURNED, ALARM, COMMITTED, List.of()),
                arguments(WITHDRAWN, RETURNED, ALARM, WITHDRAWN, List.of()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void everyFactHasItsAnswerInEveryState(ReservationState state, OrderFact fact, Verdict verdict,
            ReservationState next,
            List<Class<?>> said) {
        bring(state);

        assertThat(take(fact)).isEqualTo(verdict);
        assertThat(reservation.state()).isEqualTo(next);
        assertThat(reservation.takeEvents()).extracting(Object::getClass).isEqualTo(said);
        assertThat(ShelvesFixture.counts(shelves, "MUG")).isEqualTo(switch (next) {
            case HELD -> List.of(3L, 2L, 0L);
            case COMMITTED -> List.of(3L, 0L, 2L);
            case UNKNOWN, CONFIRMED_EARLY, CANCELLED_EARLY, REJECTED, RELEASED, WITHDRAWN -> List.of(5L, 0L, 0L);
        });
    }

    @Test
    void theTableIsWhole() {
        assertThat(table()).hasSize(ReservationState.values().length * OrderFact.class.getPermittedSubclasses().length);
    }

    @Test
    void theDiagramInTheDocumentationShowsEveryMoveAndNoOther() {
        var moves = new TreeSet<String>();
        for (long tea : new long[]{5, 0}) {
            table().map(Arguments::get).forEach(cell -> {
                var before = (ReservationState) cell[0];
                reservation = Reservation.unknown(ORDER);
                shelves = ShelvesFixture.with("MUG", 5, "TEA", 5);
                bring(before);
                if (before == UNKNOWN || before == CONFIRMED_EARLY) {
                    shelves = ShelvesFixture.with("MUG", 5, "TEA", tea);
                }
                take((OrderFact) cell[1]);
                if (reservation.state() != before) {
                    moves.add(StateDiagram.move(before, reservation.state(), label((OrderFact) cell[1])));
                }
            });
        }

        assertThat(StateDiagram.in(Path.of("../docs/order-flow.md"), "HELD").moves()).isEqualTo(moves);
    }

    private static String label(OrderFact fact) {
        return switch (fact) {
            case OrderFact.Created _ -> "order created";
            case OrderFact.Confirmed _ -> "order confirmed";
            case OrderFact.Cancelled _ -> "order cancelled";
            case OrderFact.CancellationRequested _ -> "cancellation requested";
            case OrderFact.Returned _ -> "goods returned";
        };
    }

    @Test
    void allLinesAreHeldOrNone() {
        shelves = ShelvesFixture.with("MUG", 5, "TEA", 0);

        take(CREATED);

        assertThat(reservation.takeEvents())
                .containsExactly(new StockRejected(ORDER, List.of(new Shortage(new Sku("TEA"), 1, 0))));
        assertThat(ShelvesFixture.counts(shelves, "MUG")).containsExactly(5L, 0L, 0L);
    }

    @Test
    void theReservationSaysWhatIsHeldWhere() {
        take(CREATED);

        assertThat(reservation.takeEvents()).containsExactly(new StockReserved(ORDER,
                List.of(new Allocation(new Sku("MUG"), Warehouse.MAIN, 2),
                        new Allocation(new Sku("TEA"), Warehouse.MAIN, 1)),
                NOW.plusSeconds(1800)));
    }

    @Test
    void aConfirmationThatCameFirstIsAnAlarmWhenTheGoodsAreNotThere() {
        shelves = ShelvesFixture.with("MUG", 5);
        bring(CONFIRMED_EARLY);

        assertThat(take(CREATED)).isEqualTo(ALARM);
        assertThat(reservation.state()).isEqualTo(REJECTED);
    }

    @Test
    void oneShipmentLeavesFromEachWarehouse() {
        bring(COMMITTED);

        assertThat(reservation.shipments()).singleElement().satisfies(shipment -> {
            assertThat(shipment.status()).isEqualTo(ShipmentStatus.PREPARING);
            assertThat(shipment.lines()).containsExactly(new OrderLine(new Sku("MUG"), 2),
                    new OrderLine(new Sku("TEA"), 1));
        });
    }

    @Test
    void anOrderWhoseShipmentHasLeftIsNotWithdrawn() {
        send();

        take(REQUESTED);

        assertThat(reservation.state()).isEqualTo(COMMITTED);
        assertThat(reservation.takeEvents())
                .containsExactly(new ShipmentCancellationRefused(ORDER, "already dispatched"));
        assertThat(ShelvesFixture.counts(shelves, "MUG")).containsExactly(3L, 0L, 2L);
    }

    @Test
    void aReturnIsRestockedOnce() {
        send();

        assertThat(take(RETURNED)).isEqualTo(DONE);
        assertThat(take(RETURNED)).isEqualTo(NOTHING);

        assertThat(ShelvesFixture.counts(shelves, "MUG")).containsExactly(4L, 0L, 1L);
        assertThat(reservation.newRestocks()).hasSize(1);
    }

    @Test
    void noMoreComesBackThanWasSold() {
        send();
        take(returned(1));

        assertThat(take(returned(2))).isEqualTo(ALARM);
        assertThat(take(new OrderFact.Returned(ORDER, UUID.randomUUID(), List.of(new OrderLine(new Sku("CUP"), 1)))))
                .isEqualTo(ALARM);

        assertThat(ShelvesFixture.counts(shelves, "MUG")).containsExactly(4L, 0L, 1L);
        assertThat(take(returned(1))).isEqualTo(DONE);
        assertThat(ShelvesFixture.counts(shelves, "MUG")).containsExactly(5L, 0L, 0L);
    }

    @Test
    void whatEarlierReturnsBroughtBackCounts() {
        send();
        reservation.remember(List.of(new Restock(UUID.randomUUID(), reservation.allocations().getFirst())));

        assertThat(take(RETURNED)).isEqualTo(ALARM);
    }

    @Test
    void anOrderNamesEachSkuOnceAndAtLeastOne() {
        var line = new OrderLine(new Sku("MUG"), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderFact.Created(ORDER, UUID.randomUUID(), List.of(line, line), NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderFact.Created(ORDER, UUID.randomUUID(), List.of(), NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderLine(new Sku("MUG"), 0));
    }
}
