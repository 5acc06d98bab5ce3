package dev.souk.inventory.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.souk.inventory.stock.InsufficientStock;
import dev.souk.inventory.stock.Shelves;
import dev.souk.inventory.stock.ShelvesFixture;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockLevel;
import dev.souk.inventory.stock.Warehouse;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;

/** Several SKUs in several warehouses move as the {@link StockModel} says, whatever happens in whatever order. */
class StockModelPropertyTests {

    private Shelves shelves = ShelvesFixture.empty(List.of(), List.of());
    private Map<OrderId, Reservation> reservations = Map.of();
    private StockModel model = new StockModel();

    /** All tries share one instance of this class. */
    @BeforeTry
    void beginAnew() {
        shelves = ShelvesFixture.empty(StockModel.SKUS, StockModel.WAREHOUSES);
        reservations = new HashMap<>();
        model = new StockModel();
    }

    @Property(tries = 500)
    void stockMovesAsTheModelSays(@ForAll("steps") List<StockModel.Step> steps) {
        for (StockModel.Step step : steps) {
            switch (step) {
                case StockModel.Step.Supplied supplied -> supply(supplied);
                case StockModel.Step.Said said -> {
                    reservations.computeIfAbsent(said.fact().orderId(), Reservation::unknown).apply(said.fact(),
                            shelves, StockModel.NOW);
                    model.hear(said.fact());
                }
                case StockModel.Step.Dispatched dispatched -> dispatch(dispatched.order());
            }
            StockModel.SKUS.forEach(this::holds);
        }
    }

    private void supply(StockModel.Step.Supplied supplied) {
        long before = ShelvesFixture.levels(shelves, supplied.sku()).stream()
                .filter(level -> level.warehouse().equals(supplied.warehouse())).findFirst().orElseThrow().available();
        try {
            ShelvesFixture.adjust(shelves, supplied.sku(), supplied.warehouse(), supplied.delta());
            model.supply(supplied.sku(), supplied.delta());
            assertThat(before + supplied.delta()).isNotNegative();
        } catch (InsufficientStock refused) {
            assertThat(before + supplied.delta()).isNegative();
        }
    }

    /** Before its parcels have left nothing of an order comes back, so there is nothing to remember. */
    private void dispatch(OrderId order) {
        reservations.computeIfPresent(order, (_, reservation) -> reservation.shipments().stream()
                .anyMatch(parcel -> parcel.status() != ShipmentStatus.PREPARING)
                        ? reservation
                        : new Reservation(order, reservation.state(), reservation.userId(), reservation.expiresAt(),
                                reservation.allocations(), reservation.shipments().stream()
                                        .map(parcel -> parcel.dispatch(Shipment.Tracking.NONE, UUID.randomUUID(),
                                                StockModel.NOW))
                                        .toList()));
        model.dispatch(order);
    }

    private void holds(Sku sku) {
        var levels = ShelvesFixture.levels(shelves, sku);
        assertThat(levels.stream().mapToLong(StockLevel::available).sum()).isEqualTo(model.available(sku));
        assertThat(levels.stream().mapToLong(StockLevel::reserved).sum()).isEqualTo(model.reserved(sku));
        assertThat(levels.stream().mapToLong(StockLevel::sold).sum()).isEqualTo(model.sold(sku));
        for (StockLevel level : levels) {
            assertThat(List.of(level.available(), level.reserved(), level.sold())).allMatch(count -> count >= 0);
            assertThat(level.reserved()).isEqualTo(allocated(sku, level.warehouse(), ReservationState.HELD));
            assertThat(level.sold()).isEqualTo(
                    allocated(sku, level.warehouse(), ReservationState.COMMITTED) - returned(sku, level.warehouse()));
        }
    }

    private long allocated(Sku sku, Warehouse warehouse, ReservationState state) {
        return reservations.values().stream().filter(reservation -> reservation.state() == state)
                .flatMap(reservation -> reservation.allocations().stream())
                .filter(line -> line.sku().equals(sku) && line.warehouse().equals(warehouse))
                .mapToLong(line -> line.quantity()).sum();
    }

    private long returned(Sku sku, Warehouse warehouse) {
        return reservations.values().stream().flatMap(reservation -> reservation.newRestocks().stream())
                .map(Restock::pieces)
                .filter(line -> line.sku().equals(sku) && line.warehouse().equals(warehouse))
                .mapToLong(line -> line.quantity()).sum();
    }

    @Provide
    Arbitrary<List<StockModel.Step>> steps() {
        return StockModel.steps();
    }
}
