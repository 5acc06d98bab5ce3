package dev.souk.order.returns;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.Shard;
import dev.souk.order.checkout.UserId;

@Repository
class Returns {

    private final JdbcClient jdbc;

    Returns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Return fresh) {
        jdbc.sql(
                """
                        insert into order_return (id, order_id, user_id, status, reason, currency, refund, requested_at, changed_at)
                        values (:id, :order, :user, :status, :reason, :currency, :refund, :requestedAt, :changedAt)""")
                .param("id", fresh.id().value()).param("order", fresh.orderId().value())
                .param("user", fresh.userId().value()).param("status", fresh.status().name())
                .param("reason", fresh.reason()).param("currency", fresh.refund().currency().getCurrencyCode())
                .param("refund", fresh.refund().amount()).param("requestedAt", Timestamp.from(fresh.requestedAt()))
                .param("changedAt", Timestamp.from(fresh.changedAt())).update();
        for (ReturnLine line : fresh.lines()) {
            jdbc.sql("""
                    insert into order_return_line (return_id, sku, pieces, refund)
                    values (:return, :sku, :pieces, :refund)""")
                    .param("return", fresh.id().value()).param("sku", line.sku())
                    .param("pieces", line.pieces().toArray(Integer[]::new)).param("refund", line.refund().amount())
                    .update();
        }
    }

    /** Only ever called under the lock of the return's order. */
    void save(Return changed) {
        jdbc.sql("""
                update order_return
                set status = :status, note = :note, refunded = :refunded, changed_at = :changedAt, moved_at = now(),
                    repeats = 0, repeated_at = null
                where id = :id""")
                .param("id", changed.id().value()).param("status", changed.status().name())
                .param("note", changed.note())
                .param("refunded", changed.refunded() == null ? null : changed.refunded().amount())
                .param("changedAt", Timestamp.from(changed.changedAt())).update();
    }

    Optional<Return> find(ReturnId id) {
        return withLines(jdbc.sql("select * from order_return where id = :id").param("id", id.value())
                .query((row, _) -> row(row)).list()).stream().findFirst();
    }

    List<Return> ofOrder(OrderId order) {
        return ofOrder(order, null, Integer.MAX_VALUE);
    }

    /** An order's returns, oldest first, beginning after the given one. */
    List<Return> ofOrder(OrderId order, @Nullable ReturnId after, int limit) {
        return withLines(jdbc.sql("""
                select * from order_return
                where order_id = :order and (:after::uuid is null or id > :after)
                order by id limit :limit""")
                .param("order", order.value()).param("after", after == null ? null : after.value(), Types.OTHER)
                .param("limit", limit)
                .query((row, _) -> row(row)).list());
    }

    void addSent(OrderId order, UUID shipment, List<ReturnService.Pieces> goods) {
        for (ReturnService.Pieces pieces : goods) {
            jdbc.sql("""
                    insert into sent_goods (shipment_id, sku, order_id, quantity)
                    values (:shipment, :sku, :order, :quantity) on conflict do nothing""")
                    .param("shipment", shipment).param("sku", pieces.sku()).param("order", order.value())
                    .param("quantity", pieces.quantity()).update();
        }
    }

    /** How many pieces of each SKU have left in parcels that are known. */
    Map<String, Integer> sentOf(OrderId order) {
        return jdbc.sql("select sku, quantity from sent_goods where order_id = :order").param("order", order.value())
                .query((row, _) -> Map.entry(row.getString("sku"), row.getInt("quantity"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum));
    }

    /** What was written when these orders' goods were sent back, by either side. */
    Map<OrderId, List<String>> wordsOf(Collection<OrderId> orders) {
        record Words(OrderId order, String text) {}
        return jdbc.sql("""
                select order_id, words.text
                from order_return, unnest(array[reason, note]) with ordinality as words (text, position)
                where order_id = any (:orders) and words.text is not null
                order by id, position""")
                .param("orders", orders.stream().map(OrderId::value).toArray(UUID[]::new))
                .query((row, _) -> new Words(new OrderId(row.getObject("order_id", UUID.class)), row.getString("text")))
                .stream()
                .collect(Collectors.groupingBy(Words::order, Collectors.mapping(Words::text, Collectors.toList())));
    }

    void forgetWords(UserId user) {
        jdbc.sql("update order_return set reason = null, note = null where user_id = :user")
                .param("user", user.value()).update();
    }

    /** Those that were received and have neither been refunded nor been announced again for that long, by the database's clock. */
    List<ReturnId> stuck(Duration since, Shard shard, int limit) {
        return jdbc.sql("""
                select id from order_return
                where status = 'RECEIVED' and moved_at < now() - make_interval(secs => :since)
                  and coalesce(repeated_at, moved_at) < now() - make_interval(secs => :since)
                  and order_shard(order_id, :shards) = :shard
                order by coalesce(repeated_at, moved_at) limit :limit""")
                .param("since", since.toMillis() / 1000.0).param("shards", shard.count())
                .param("shard", shard.index()).param("limit", limit)
                .query(UUID.class).list().stream().map(ReturnId::new).toList();
    }

    /**
     * Counts an announcement that is made again.
     *
     * @return how many there were since it was received; empty when it was refunded meanwhile
     */
    Optional<Integer> countRepeat(ReturnId id) {
        return jdbc.sql("""
                update order_return set repeats = repeats + 1, repeated_at = now()
                where id = :id and status = 'RECEIVED'
                returning repeats""")
                .param("id", id.value()).query(Integer.class).optional();
    }

    /** The return could not be announced: the others come first the next time. */
    void postpone(ReturnId id) {
        jdbc.sql("update order_return set repeated_at = now() where id = :id").param("id", id.value()).update();
    }

    private List<Return> withLines(List<Return> returns) {
        if (returns.isEmpty()) {
            return returns;
        }
        Map<UUID, List<ReturnLine>> lines = new HashMap<>();
        jdbc.sql("""
                select line.*, order_return.currency
                from order_return_line line join order_return on order_return.id = line.return_id
                where return_id = any (:returns) order by return_id, sku""")
                .param("returns", returns.stream().map(one -> one.id().value()).toArray(UUID[]::new))
                .query((row, _) -> lines
                        .computeIfAbsent(row.getObject("return_id", UUID.class), _ -> new ArrayList<>()).add(line(row)))
                .list();
        return returns.stream().map(one -> new Return(one.id(), one.orderId(), one.userId(), one.status(),
                lines.getOrDefault(one.id().value(), List.of()), one.reason(), one.note(), one.refund(), one.refunded(),
                one.requestedAt(), one.changedAt())).toList();
    }

    private static ReturnLine line(ResultSet row) throws SQLException {
        Array pieces = row.getArray("pieces");
        return new ReturnLine(row.getString("sku"), Arrays.asList((Integer[]) pieces.getArray()),
                Money.of(row.getLong("refund"), row.getString("currency")));
    }

    /** Its lines are read with those of its neighbours. */
    private static Return row(ResultSet row) throws SQLException {
        Money refund = Money.of(row.getLong("refund"), row.getString("currency"));
        Long refunded = row.getObject("refunded", Long.class);
        return new Return(new ReturnId(row.getObject("id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)), new UserId(row.getObject("user_id", UUID.class)),
                ReturnStatus.valueOf(row.getString("status")), List.of(), row.getString("reason"),
                row.getString("note"), refund, refunded == null ? null : new Money(refunded, refund.currency()),
                row.getTimestamp("requested_at").toInstant(), row.getTimestamp("changed_at").toInstant());
    }
}
