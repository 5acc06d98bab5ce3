package dev.souk.order.web;

import java.time.Instant;
import java.util.List;

import dev.souk.order.checkout.OrderHistory;

/**
 * @param items what happened, oldest first
 * @param order what the order was after the last of them
 */
record HistoryResponse(List<Entry> items, OrderResponse order) {

    record Entry(int version, String type, PublicStatus status, Instant occurredAt) {

        static Entry of(OrderHistory.Entry entry) {
            return new Entry(entry.version(), entry.type(), PublicStatus.of(entry.status()), entry.occurredAt());
        }
    }

    static HistoryResponse of(OrderHistory history) {
        return new HistoryResponse(history.entries().stream().map(Entry::of).toList(),
                OrderResponse.of(history.state()));
    }
}
