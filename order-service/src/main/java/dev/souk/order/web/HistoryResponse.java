package dev.souk.order.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.order.checkout.OrderHistory;
import dev.souk.order.checkout.Reader;
import dev.souk.order.checkout.UserId;

/**
 * @param items what happened, oldest first
 * @param order what the order was after the last of them
 */
record HistoryResponse(List<Entry> items, OrderResponse order) {

    /** @param by the operator whose act it was: for operators only, and absent when it was nobody's */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(int version, String type, PublicStatus status, Instant occurredAt, @Nullable UUID by) {

        static Entry of(OrderHistory.Entry entry, Reader reader) {
            UserId by = reader.operator() ? entry.by() : null;
            return new Entry(entry.version(), entry.type(), PublicStatus.of(entry.status()), entry.occurredAt(),
                    by == null ? null : by.value());
        }
    }

    static HistoryResponse of(OrderHistory history, Reader reader) {
        return new HistoryResponse(history.entries().stream().map(entry -> Entry.of(entry, reader)).toList(),
                OrderResponse.of(history.state()));
    }
}
