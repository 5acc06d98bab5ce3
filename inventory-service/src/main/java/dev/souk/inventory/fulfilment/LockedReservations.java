package dev.souk.inventory.fulfilment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.souk.inventory.stock.Sku;

/** The reservations that one transaction has locked, and how they were before. */
record LockedReservations(Map<OrderId, Reservation> byOrder, Map<OrderId, ReservationState> before) {

    Reservation get(OrderId orderId) {
        return Objects.requireNonNull(byOrder.get(orderId), () -> "Order " + orderId + " was not locked");
    }

    Stream<Sku> skus() {
        return byOrder.values().stream().flatMap(reservation -> reservation.skus().stream());
    }

    List<Reservation> changed() {
        return byOrder.values().stream().filter(Reservation::hasChanged).toList();
    }

    boolean wasHeldBefore(Reservation reservation) {
        return switch (Objects.requireNonNull(before.get(reservation.orderId()))) {
            case UNKNOWN, CONFIRMED_EARLY, CANCELLED_EARLY -> false;
            case HELD, REJECTED, RELEASED, COMMITTED, WITHDRAWN -> true;
        };
    }
}
