package dev.souk.inventory.fulfilment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentDelivered;
import dev.souk.inventory.fulfilment.FulfilmentEvent.ShipmentDispatched;

/** Sends sold goods to their shoppers. */
@Service
@Transactional
public class ShipmentService {

    private final ReservationRepository reservations;
    private final CapturedOrders captured;
    private final FulfilmentEvents events;
    private final Clock clock;

    ShipmentService(ReservationRepository reservations, CapturedOrders captured, FulfilmentEvents events,
            Clock clock) {
        this.reservations = reservations;
        this.captured = captured;
        this.events = events;
        this.clock = clock;
    }

    /** The money for the order was taken. It may be said before anything else is known of the order, late, and twice. */
    public void captured(OrderId orderId) {
        captured.add(orderId);
    }

    /**
     * The shipment left the warehouse. Saying it again changes nothing, nor who said it first. Waits up to two seconds, between transactions, for a
     * capture that is on its way here: the shipment is seen by its operator before the money for it was taken.
     *
     * @throws ShipmentNotFound          when there is none with this id
     * @throws IllegalShipmentTransition when it was delivered or cancelled
     * @throws PaymentNotCaptured        when the money for it was not taken, as far as is known here
     */
    @Retryable(includes = PaymentNotCaptured.class, maxRetries = 20, delay = 100)
    public Shipment dispatch(ShipmentId id, Shipment.Tracking tracking, UUID operator) {
        var shipment = only(id, lockAll(id));
        if (shipment.status() == ShipmentStatus.DISPATCHED) {
            return shipment;
        }
        Instant now = clock.instant();
        var dispatched = shipment.dispatch(tracking, operator, now);
        if (!captured.contains(shipment.orderId())) {
            throw new PaymentNotCaptured(shipment);
        }
        reservations.update(dispatched);
        events.announce(List.of(new ShipmentDispatched(id, shipment.orderId(), shipment.userId(), now,
                tracking.carrier(), tracking.trackingNumber(), shipment.lines())));
        return dispatched;
    }

    /**
     * The shipment arrived. Saying it again changes nothing, nor who said it first.
     *
     * @throws ShipmentNotFound          when there is none with this id
     * @throws IllegalShipmentTransition when it was not dispatched
     */
    public Shipment deliver(ShipmentId id, UUID operator) {
        var all = lockAll(id);
        var shipment = only(id, all);
        if (shipment.status() == ShipmentStatus.DELIVERED) {
            return shipment;
        }
        Instant now = clock.instant();
        var delivered = shipment.deliver(operator, now);
        reservations.update(delivered);
        long undelivered = all.stream().filter(each -> each.status() != ShipmentStatus.DELIVERED).count();
        events.announce(List.of(new ShipmentDelivered(id, shipment.orderId(), shipment.userId(), now,
                Math.toIntExact(undelivered - 1))));
        return delivered;
    }

    /** All of the order; the reservation is locked with them, so that a dispatch and a cancellation cannot both win. */
    private List<Shipment> lockAll(ShipmentId id) {
        var orderId = reservations.findOrderOf(id).orElseThrow(() -> new ShipmentNotFound(id));
        return reservations.lock(List.of(orderId)).get(orderId).shipments();
    }

    private static Shipment only(ShipmentId id, List<Shipment> shipments) {
        return shipments.stream().filter(shipment -> shipment.id().equals(id)).findFirst()
                .orElseThrow(() -> new ShipmentNotFound(id));
    }

    /**
     * @param reader what the caller may see: an order that the reader may not see is not there
     * @throws OrderNotFound when inventory has not heard of the order, or it is not the reader's
     */
    @Transactional(readOnly = true)
    public List<Shipment> ofOrder(OrderId orderId, Reader reader) {
        return reservations.find(orderId)
                .filter(reservation -> reader.maySee(reservation.userId()))
                .orElseThrow(() -> new OrderNotFound(orderId))
                .shipments();
    }
}
