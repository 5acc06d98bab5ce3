package dev.souk.inventory.fulfilment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders whose money was taken. Payment-service may say so before anything else is known of an order, and twice. */
@Repository
class CapturedOrders {

    private final JdbcClient jdbc;

    CapturedOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(OrderId orderId) {
        jdbc.sql("INSERT INTO captured_order (order_id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", orderId.value()).update();
    }

    boolean contains(OrderId orderId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM captured_order WHERE order_id = :id)")
                .param("id", orderId.value()).query(Boolean.class).single();
    }
}
