package dev.souk.order.overview;

import java.time.Instant;
import java.util.List;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderStatus;
import dev.souk.order.checkout.UserId;

/** An order in a list of operators. */
public record OrderOverview(OrderId id, UserId userId, OrderStatus status, Money total, List<Line> lines,
        Payment payment, Parcels parcels, Instant createdAt, Instant changedAt) {

    public record Line(String sku, String title, int quantity) {}

    /** What payment has said. */
    public record Payment(Status status, Money captured, Money refunded) {

        /** In the order in which they may follow each other. */
        public enum Status {
            /** Nothing yet. */
            NONE,
            DECLINED,
            AUTHORISED,
            VOIDED,
            CAPTURED,
            PARTIALLY_REFUNDED,
            REFUNDED
        }
    }

    /** What inventory has said: how many there are, and how many of them have left and have arrived; none once they were cancelled. */
    public record Parcels(int created, int dispatched, int delivered) {}

    public OrderOverview {
        lines = List.copyOf(lines);
    }

    OrderOverview with(List<Line> read) {
        return new OrderOverview(id, userId, status, total, read, payment, parcels, createdAt, changedAt);
    }
}
