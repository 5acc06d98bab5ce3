package dev.souk.order.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderStatus;
import dev.souk.order.checkout.UserId;

/** What is said of orders by others ({@code order_heard}), and all of it joined with the orders' own rows. */
@Repository
class Overviews {

    private final JdbcClient jdbc;

    Overviews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param news of each order at most one */
    void add(Collection<Heard> news) {
        UUID[] ids = news.stream().map(heard -> heard.order().value()).toArray(UUID[]::new);
        // in the order of the ids, so that those who hear of money and those who hear of parcels never wait in a circle
        jdbc.sql("""
                insert into order_heard (order_id) select id from unnest(:ids) as n (id) order by id
                on conflict do nothing""").param("ids", ids).update();
        jdbc.sql("select order_id from order_heard where order_id = any (:ids) order by order_id for update")
                .param("ids", ids).query(UUID.class).list();
        jdbc.sql("""
                update order_heard as heard
                set payment = case when array_position(:ranks, n.payment)
                                        > coalesce(array_position(:ranks, heard.payment), 0)
                                   then n.payment else heard.payment end,
                    captured = coalesce(n.captured, heard.captured),
                    refunded = greatest(heard.refunded, n.at_least) + n.refunded,
                    parcels_cancelled = heard.parcels_cancelled or n.gone,
                    parcels = case when heard.parcels_cancelled or n.gone then 0 else heard.parcels + n.created end,
                    dispatched = case when heard.parcels_cancelled or n.gone then 0
                                      else heard.dispatched + n.dispatched end,
                    delivered = case when heard.parcels_cancelled or n.gone then 0
                                     else heard.delivered + n.delivered end
                from unnest(:ids::uuid[], :payments::text[], :captured::bigint[], :atLeast::bigint[],
                            :refunded::bigint[], :gone::boolean[],
                            :created::int[], :dispatched::int[], :delivered::int[])
                     as n (order_id, payment, captured, at_least, refunded, gone, created, dispatched, delivered)
                where heard.order_id = n.order_id""")
                .param("ids", ids)
                .param("ranks", Stream.of(OrderOverview.Payment.Status.values()).map(Enum::name)
                        .toArray(String[]::new))
                .param("payments", news.stream().map(Heard::payment)
                        .map(status -> status == null ? null : status.name()).toArray(String[]::new))
                .param("captured", news.stream().map(Heard::captured).toArray(Long[]::new))
                .param("atLeast", news.stream().mapToLong(Heard::refundedAtLeast).toArray())
                .param("refunded", news.stream().mapToLong(Heard::refunded).toArray())
                .param("gone", news.stream().map(Heard::parcelsGone).toArray(Boolean[]::new))
                .param("created", news.stream().mapToInt(Heard::created).toArray())
                .param("dispatched", news.stream().mapToInt(Heard::dispatched).toArray())
                .param("delivered", news.stream().mapToInt(Heard::delivered).toArray()).update();
    }

    /** Newest first, beginning after the given one. */
    List<OrderOverview> find(OrderQuery query, @Nullable OrderId after, int limit) {
        Search search = search(query, after, limit);
        return withLines(jdbc.sql(search.sql()).params(search.values()).query((row, _) -> overview(row)).list());
    }

    /** A statement with its named parameters. */
    record Search(String sql, Map<String, Object> values) {}

    /** Only with the conditions that are given: one that may or may not count keeps PostgreSQL from beginning with its index. */
    static Search search(OrderQuery query, @Nullable OrderId after, int limit) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        BiConsumer<String, @Nullable Object> given = (condition, value) -> {
            if (value != null) {
                values.put("v" + conditions.size(), value);
                conditions.add(condition.replace("?", ":v" + conditions.size()));
            }
        };
        given.accept("status = any (?)", query.statuses().isEmpty()
                ? null
                : query.statuses().stream().map(OrderStatus::name).toArray(String[]::new));
        given.accept("user_id = ?", query.user());
        given.accept("created_at >= ?", timestamp(query.from()));
        given.accept("created_at < ?", timestamp(query.to()));
        given.accept("orders.id < ?", after == null ? null : after.value());
        given.accept("orders.id in (select order_id from order_line where sku = ?)", query.sku());
        given.accept("""
                orders.id in (select order_id from order_line
                              where to_tsvector('simple', title || ' ' || sku) @@ websearch_to_tsquery('simple', ?))""",
                query.words());
        values.put("limit", limit);
        return new Search("""
                select orders.*, heard.payment, heard.captured, heard.refunded, heard.parcels, heard.dispatched,
                       heard.delivered
                from orders left join order_heard heard on heard.order_id = orders.id
                """ + (conditions.isEmpty() ? "" : "where " + String.join("\n  and ", conditions) + "\n") + """
                order by orders.id desc
                limit :limit""", values);
    }

    private List<OrderOverview> withLines(List<OrderOverview> orders) {
        Map<UUID, List<OrderOverview.Line>> lines = new HashMap<>();
        jdbc.sql("""
                select order_id, sku, title, quantity from order_line where order_id = any (:orders)
                order by order_id, position""")
                .param("orders", orders.stream().map(order -> order.id().value()).toArray(UUID[]::new))
                .query((row, _) -> lines.computeIfAbsent(row.getObject("order_id", UUID.class), _ -> new ArrayList<>())
                        .add(new OrderOverview.Line(row.getString("sku"), row.getString("title"),
                                row.getInt("quantity"))))
                .list();
        return orders.stream().map(order -> order.with(lines.getOrDefault(order.id().value(), List.of()))).toList();
    }

    /** Its lines are read with those of its neighbours. */
    private static OrderOverview overview(ResultSet row) throws SQLException {
        Money total = Money.of(row.getLong("total"), row.getString("currency"));
        Money captured = new Money(row.getLong("captured"), total.currency());
        Money refunded = new Money(row.getLong("refunded"), total.currency());
        return new OrderOverview(new OrderId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)), OrderStatus.valueOf(row.getString("status")), total,
                List.of(), new OrderOverview.Payment(status(row.getString("payment"), captured, refunded), captured,
                        refunded),
                new OrderOverview.Parcels(row.getInt("parcels"), row.getInt("dispatched"), row.getInt("delivered")),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("changed_at").toInstant());
    }

    private static OrderOverview.Payment.Status status(@Nullable String said, Money captured, Money refunded) {
        if (refunded.amount() > 0) {
            return refunded.compareTo(captured) < 0
                    ? OrderOverview.Payment.Status.PARTIALLY_REFUNDED
                    : OrderOverview.Payment.Status.REFUNDED;
        }
        return said == null ? OrderOverview.Payment.Status.NONE : OrderOverview.Payment.Status.valueOf(said);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
