package dev.souk.inventory.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.souk.inventory.InventoryServiceTest;
import dev.souk.inventory.stock.Adjustment;
import dev.souk.inventory.stock.InsufficientStock;
import dev.souk.inventory.stock.NamedWarehouse;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockService;
import dev.souk.inventory.stock.StockSummary;
import dev.souk.inventory.stock.SupplyReason;
import dev.souk.inventory.stock.Warehouse;
import dev.souk.inventory.stock.WarehouseExists;
import dev.souk.inventory.stock.Warehouses;
import net.jqwik.api.sessions.JqwikSession;

/** The same model as in {@link StockModelPropertyTests}, against the services and their database. */
@InventoryServiceTest
class StockModelOnPostgresTests {

    private static final int SEQUENCES = 15;
    private static final UUID OPERATOR = UUID.randomUUID();

    private final FulfilmentService fulfilment;
    private final ShipmentService shipments;
    private final StockService stock;
    private final Warehouses warehouses;

    @Autowired
    StockModelOnPostgresTests(FulfilmentService fulfilment, ShipmentService shipments, StockService stock,
            Warehouses warehouses) {
        this.fulfilment = fulfilment;
        this.shipments = shipments;
        this.stock = stock;
        this.warehouses = warehouses;
    }

    @Test
    void stockMovesAsTheModelSays() {
        StockModel.WAREHOUSES.forEach(this::open);
        JqwikSession.run(() -> StockModel.steps().sampleStream().limit(SEQUENCES).forEach(this::run));
    }

    private void run(List<StockModel.Step> steps) {
        var run = new Run();
        steps.forEach(run::take);
    }

    private void open(Warehouse warehouse) {
        try {
            warehouses.add(new NamedWarehouse(warehouse, warehouse.code()));
        } catch (WarehouseExists before) {
            // by another test
        }
    }

    /** SKUs and orders of its own, as the database keeps those of all runs. */
    private final class Run {

        private final StockModel model = new StockModel();
        private final UUID name = UUID.randomUUID();

        void take(StockModel.Step step) {
            switch (step) {
                case StockModel.Step.Supplied supplied -> supply(supplied);
                case StockModel.Step.Said said -> {
                    say(said.fact());
                    model.hear(said.fact());
                }
                case StockModel.Step.Dispatched dispatched -> {
                    dispatch(own(dispatched.order()));
                    model.dispatch(dispatched.order());
                }
            }
            for (Sku sku : StockModel.SKUS) {
                assertThat(stock.of(List.of(own(sku)))).as("after " + step).isSubsetOf(new StockSummary(own(sku),
                        model.available(sku), model.reserved(sku), model.sold(sku), model.supplied(sku)));
            }
        }

        private void supply(StockModel.Step.Supplied supplied) {
            try {
                stock.adjust(own(supplied.sku()), new Adjustment(supplied.warehouse(), supplied.delta(),
                        SupplyReason.COUNT, null), OPERATOR);
                model.supply(supplied.sku(), supplied.delta());
            } catch (InsufficientStock refused) {
                assertThat(supplied.delta()).isNegative();
            }
        }

        private void say(OrderFact fact) {
            try {
                fulfilment.take(List.of(own(fact)));
            } catch (FactTooEarly putAside) {
                assertThat(fact).isInstanceOf(OrderFact.Returned.class);
            }
        }

        private void dispatch(OrderId order) {
            try {
                shipments.captured(order);
                shipments.ofOrder(order, new Reader(OPERATOR, true)).stream()
                        .filter(parcel -> parcel.status() == ShipmentStatus.PREPARING)
                        .forEach(parcel -> shipments.dispatch(parcel.id(), Shipment.Tracking.NONE, UUID.randomUUID()));
            } catch (OrderNotFound unheard) {
                // nobody has spoken of it yet
            }
        }

        private List<OrderLine> own(List<OrderLine> lines) {
            return lines.stream().map(line -> new OrderLine(own(line.sku()), line.quantity())).toList();
        }

        private Sku own(Sku sku) {
            return new Sku(sku + "-" + name);
        }

        private OrderId own(OrderId order) {
            return new OrderId(new UUID(name.getMostSignificantBits(), order.value().getLeastSignificantBits()));
        }

        private OrderFact own(OrderFact fact) {
            return switch (fact) {
                case OrderFact.Created created -> new OrderFact.Created(own(created.orderId()), created.userId(),
                        own(created.lines()), created.expiresAt());
                case OrderFact.Confirmed confirmed -> new OrderFact.Confirmed(own(confirmed.orderId()));
                case OrderFact.Cancelled cancelled -> new OrderFact.Cancelled(own(cancelled.orderId()));
                case OrderFact.CancellationRequested requested ->
                    new OrderFact.CancellationRequested(own(requested.orderId()));
                case OrderFact.Returned returned -> new OrderFact.Returned(own(returned.orderId()),
                        new UUID(name.getLeastSignificantBits() + returned.returnId().getMostSignificantBits(),
                                returned.returnId().getLeastSignificantBits()),
                        own(returned.lines()));
            };
        }
    }
}
