package dev.souk.order.checkout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What happened to an order up to some instant, and what it was then.
 *
 * @param entries oldest first
 */
public record OrderHistory(List<Entry> entries, OrderView state) {

    /**
     * @param status the order's status once the event had happened
     * @param by     the operator whose act it was; null of everything else
     */
    public record Entry(int version, String type, OrderStatus status, Instant occurredAt, @Nullable UserId by) {}

    public OrderHistory {
        entries = List.copyOf(entries);
    }

    static OrderHistory of(List<OrderEvent> stream) {
        List<Entry> entries = new ArrayList<>();
        for (int version = 1; version <= stream.size(); version++) {
            OrderEvent event = stream.get(version - 1);
            OrderStatus status = Order.replay(stream.subList(0, version)).status();
            entries.add(new Entry(version, event.type(), status, event.occurredAt(), event.by()));
        }
        return new OrderHistory(entries, OrderView.of(Order.replay(stream)));
    }
}
