package dev.souk.goodshop.order;

import java.time.Clock;
import java.time.Instant;

public final class OrderService {

    private final Orders orders = new Orders();

    public Instant place(Clock clock) {
        return orders.placedAt(clock);
    }
}
