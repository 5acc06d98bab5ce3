package dev.souk.inventory.fulfilment;

import static dev.souk.inventory.fulfilment.ReservationState.CANCELLED_EARLY;
import static dev.souk.inventory.fulfilment.ReservationState.COMMITTED;
import static dev.souk.inventory.fulfilment.ReservationState.CONFIRMED_EARLY;
import static dev.souk.inventory.fulfilment.ReservationState.HELD;
import static dev.souk.inventory.fulfilment.ReservationState.REJECTED;
import static dev.souk.inventory.fulfilment.ReservationState.RELEASED;
import static dev.souk.inventory.fulfilment.ReservationState.UNKNOWN;
import static dev.souk.inventory.fulfilment.ReservationState.WITHDRAWN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentCancellationRefused;
import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentCancelled;
import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentCreated;
import dev.souk.inventory.fulfilment.FulfilmentEvent.StockRejected;
import dev.souk.inventory.fulfilment.FulfilmentEvent.StockReleased;
import dev.souk.inventory.fulfilment.FulfilmentEvent.StockReserved;
import dev.souk.inventory.stock.Allocation;
import dev.souk.inventory.stock.Shelves;
import dev.souk.inventory.stock.Sku;

/** The goods of one order. {@link #apply} is the inventory table of the saga: every fact in every state has its answer. */
final class Reservation {

    /** What a fact did. */
    enum Verdict {
        DONE,
        NOTHING,
        /** The fact means something only after others that have not come. */
        TOO_EARLY,
        /** The fact can not come in this state. Nothing was done, and somebody should look. */
        ALARM
    }

    private final OrderId orderId;
    private final List<FulfilmentEvent> events = new ArrayList<>();
    private final List<Restock> restocks = new ArrayList<>();
    private final List<Restock> newRestocks = new ArrayList<>();
    private ReservationState state;
    private @Nullable UUID userId;
    private @Nullable Instant expiresAt;
    private List<Allocation> allocations;
    private List<Shipment> shipments;
    private boolean changed;

    Reservation(OrderId orderId, ReservationState state, @Nullable UUID userId, @Nullable Instant expiresAt,
            List<Allocation> allocations, List<Shipment> shipments) {
        this.orderId = orderId;
        this.state = state;
        this.userId = userId;
        this.expiresAt = expiresAt;
        this.allocations = allocations;
        this.shipments = shipments;
    }

    static Reservation unknown(OrderId orderId) {
        return new Reservation(orderId, UNKNOWN, null, null, List.of(), List.of());
    }

    Verdict apply(OrderFact fact, Shelves shelves, Instant now) {
        return switch (fact) {
            case OrderFact.Created created -> switch (state) {
                case UNKNOWN -> hold(created, shelves);
                case CONFIRMED_EARLY -> holdAndCommit(created, shelves, now);
                case HELD -> say(reserved());
                case CANCELLED_EARLY, WITHDRAWN -> remember(created);
                case REJECTED, RELEASED, COMMITTED -> Verdict.NOTHING;
            };
            case OrderFact.Confirmed _ -> switch (state) {
                case UNKNOWN -> become(CONFIRMED_EARLY);
                case HELD -> commit(shelves, now);
                // withdrawn: the confirmation was overtaken by the request to cancel
                case CONFIRMED_EARLY, COMMITTED, WITHDRAWN -> Verdict.NOTHING;
                case CANCELLED_EARLY, REJECTED, RELEASED -> Verdict.ALARM;
            };
            case OrderFact.Cancelled _ -> switch (state) {
                case UNKNOWN -> become(CANCELLED_EARLY);
                case HELD -> release(shelves);
                case CANCELLED_EARLY, REJECTED, RELEASED, WITHDRAWN -> Verdict.NOTHING;
                // a confirmed order is cancelled by asking first: only a withdrawal undoes a commitment
                case CONFIRMED_EARLY, COMMITTED -> Verdict.ALARM;
            };
            case OrderFact.CancellationRequested _ -> switch (state) {
                case UNKNOWN, CONFIRMED_EARLY -> withdraw(now);
                case HELD -> releaseAndWithdraw(shelves, now);
                case COMMITTED -> stopShipments(shelves, now);
                case WITHDRAWN -> say(new ShipmentCancelled(orderId, now));
                case CANCELLED_EARLY, RELEASED -> Verdict.NOTHING;
                case REJECTED -> Verdict.ALARM;
            };
            case OrderFact.Returned returned -> switch (state) {
                case COMMITTED -> restock(returned, shelves);
                case UNKNOWN, CONFIRMED_EARLY, HELD -> Verdict.TOO_EARLY;
                // what was never sent cannot come back
                case CANCELLED_EARLY, REJECTED, RELEASED, WITHDRAWN -> Verdict.ALARM;
            };
        };
    }

    /** Nothing is held for it; but its owner may ask for its parcels, of which there are none. */
    private Verdict remember(OrderFact.Created created) {
        changed |= userId == null;
        userId = created.userId();
        return Verdict.NOTHING;
    }

    private Verdict hold(OrderFact.Created created, Shelves shelves) {
        userId = created.userId();
        expiresAt = created.expiresAt();
        var shortages = created.lines().stream()
                .filter(line -> shelves.available(line.sku()) < line.quantity())
                .map(line -> new Shortage(line.sku(), line.quantity(), shelves.available(line.sku())))
                .toList();
        if (!shortages.isEmpty()) {
            say(new StockRejected(orderId, shortages));
            return become(REJECTED);
        }
        Map<Sku, Long> wanted = new LinkedHashMap<>();
        created.lines().forEach(line -> wanted.put(line.sku(), line.quantity()));
        allocations = shelves.hold(wanted);
        say(reserved());
        return become(HELD);
    }

    private Verdict holdAndCommit(OrderFact.Created created, Shelves shelves, Instant now) {
        hold(created, shelves);
        return state == HELD ? commit(shelves, now) : Verdict.ALARM;
    }

    private Verdict commit(Shelves shelves, Instant now) {
        allocations.forEach(shelves::sell);
        var buyer = Objects.requireNonNull(userId);
        shipments = allocations.stream()
                .collect(Collectors.groupingBy(Allocation::warehouse, TreeMap::new,
                        Collectors.mapping(held -> new OrderLine(held.sku(), held.quantity()), Collectors.toList())))
                .entrySet().stream()
                .map(parcel -> Shipment.prepare(orderId, buyer, parcel.getKey(), parcel.getValue(), now))
                .toList();
        shipments.forEach(shipment -> say(new ShipmentCreated(shipment.id(), orderId, buyer, shipment.warehouse(),
                shipment.lines(), shipment.createdAt())));
        return become(COMMITTED);
    }

    private Verdict release(Shelves shelves) {
        allocations.forEach(shelves::release);
        say(new StockReleased(orderId, allocations));
        return become(RELEASED);
    }

    private Verdict releaseAndWithdraw(Shelves shelves, Instant now) {
        release(shelves);
        return withdraw(now);
    }

    private Verdict stopShipments(Shelves shelves, Instant now) {
        if (shipments.stream().anyMatch(shipment -> shipment.status().hasLeft())) {
            return say(new ShipmentCancellationRefused(orderId, "already dispatched"));
        }
        allocations.forEach(shelves::putBack);
        shipments = shipments.stream().map(Shipment::cancel).toList();
        return withdraw(now);
    }

    /** Each return once, each piece to where it came from, and never more of a line than was sent of it. */
    private Verdict restock(OrderFact.Returned returned, Shelves shelves) {
        if (restocks.stream().anyMatch(known -> known.returnId().equals(returned.returnId()))) {
            return Verdict.NOTHING;
        }
        var back = new ArrayList<Restock>();
        for (OrderLine line : returned.lines()) {
            long missing = line.quantity();
            for (Allocation sold : allocations) {
                long pieces = sold.sku().equals(line.sku()) ? Math.min(missing, stillOut(sold)) : 0;
                if (pieces > 0) {
                    back.add(new Restock(returned.returnId(), new Allocation(sold.sku(), sold.warehouse(), pieces)));
                    missing -= pieces;
                }
            }
            if (missing > 0) {
                return Verdict.ALARM;
            }
        }
        back.forEach(restock -> shelves.putBack(restock.pieces()));
        restocks.addAll(back);
        newRestocks.addAll(back);
        return Verdict.DONE;
    }

    private long stillOut(Allocation sold) {
        boolean sent = shipments.stream()
                .anyMatch(parcel -> parcel.warehouse().equals(sold.warehouse()) && parcel.status().hasLeft());
        return !sent
                ? 0
                : sold.quantity() - restocks.stream().map(Restock::pieces)
                        .filter(back -> back.sku().equals(sold.sku()) && back.warehouse().equals(sold.warehouse()))
                        .mapToLong(Allocation::quantity).sum();
    }

    private Verdict withdraw(Instant now) {
        say(new ShipmentCancelled(orderId, now));
        return become(WITHDRAWN);
    }

    private StockReserved reserved() {
        return new StockReserved(orderId, allocations, Objects.requireNonNull(expiresAt));
    }

    private Verdict say(FulfilmentEvent event) {
        events.add(event);
        return Verdict.DONE;
    }

    private Verdict become(ReservationState next) {
        changed = true;
        state = next;
        return Verdict.DONE;
    }

    /** What has to be announced since the last call. */
    List<FulfilmentEvent> takeEvents() {
        var taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** What earlier returns have brought back: has to be known before another one can be taken. */
    void remember(List<Restock> earlier) {
        restocks.addAll(earlier);
    }

    List<Restock> newRestocks() {
        return List.copyOf(newRestocks);
    }

    /** Whether its row has to be written: its state has changed, or it is known by now whose it is. */
    boolean hasChanged() {
        return changed;
    }

    OrderId orderId() {
        return orderId;
    }

    ReservationState state() {
        return state;
    }

    @Nullable
    UUID userId() {
        return userId;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    List<Allocation> allocations() {
        return allocations;
    }

    List<Shipment> shipments() {
        return shipments;
    }

    /** The SKUs whose stock further facts may move. */
    List<Sku> skus() {
        return allocations.stream().map(Allocation::sku).toList();
    }
}
