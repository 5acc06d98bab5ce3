package dev.souk.inventory.fulfilment;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.inventory.stock.Shelves;
import dev.souk.inventory.stock.Sku;
import dev.souk.inventory.stock.StockLocks;

/**
 * Holds and sells the goods of orders. Every transaction locks in the same order: reservations by order, then stock by SKU.
 * So any number of instances can wait for each other, but never in a circle.
 */
@Service
@Transactional
public class FulfilmentService {

    private final ReservationRepository reservations;
    private final StockLocks stock;
    private final FulfilmentEvents events;
    private final SagaAlarms alarms;
    private final Clock clock;

    FulfilmentService(ReservationRepository reservations, StockLocks stock, FulfilmentEvents events, SagaAlarms alarms,
            Clock clock) {
        this.reservations = reservations;
        this.stock = stock;
        this.events = events;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * Decides the facts in the order in which they are given, as if each came alone, but locks and writes each row once: a
     * hundred holds of one SKU cost one lock and one update of it.
     */
    public void take(List<OrderFact> facts) {
        var batch = reservations.lock(facts.stream().map(OrderFact::orderId).toList());
        reservations.restocksOf(returned(facts)).forEach((order, restocks) -> batch.get(order).remember(restocks));
        var shelves = stock.lock(skus(facts, batch));
        var announcements = new ArrayList<FulfilmentEvent>();
        Instant now = clock.instant();
        for (OrderFact fact : facts) {
            announcements.addAll(decide(batch.get(fact.orderId()), fact, shelves, now));
        }
        reservations.store(batch, now);
        stock.store(shelves);
        events.announce(announcements);
    }

    private List<FulfilmentEvent> decide(Reservation reservation, OrderFact fact, Shelves shelves, Instant now) {
        var before = reservation.state();
        String name = fact.getClass().getSimpleName();
        switch (reservation.apply(fact, shelves, now)) {
            case ALARM -> alarms.raise(reservation.orderId(), before, name);
            // to forget it would lose goods: it becomes a dead letter, which is replayed when the rest is there
            case TOO_EARLY -> throw new FactTooEarly(reservation.orderId(), before, name);
            case DONE, NOTHING -> {
            }
        }
        return reservation.takeEvents();
    }

    private static List<OrderId> returned(List<OrderFact> facts) {
        return facts.stream().filter(OrderFact.Returned.class::isInstance).map(OrderFact::orderId).toList();
    }

    private static List<Sku> skus(List<OrderFact> facts, LockedReservations batch) {
        var ordered = facts.stream().flatMap(fact -> fact instanceof OrderFact.Created created
                ? created.lines().stream().map(OrderLine::sku)
                : Stream.empty());
        return Stream.concat(ordered, batch.skus()).distinct().toList();
    }
}
