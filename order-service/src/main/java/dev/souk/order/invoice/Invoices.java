package dev.souk.order.invoice;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.order.checkout.OrderId;

@Repository
class Invoices {

    /** One that has its number. */
    record Numbered(OrderId order, InvoiceNumber number, Instant issuedAt) {}

    /** @param recipient lines of name and address */
    record Due(Numbered invoice, String recipient) {}

    private final JdbcClient jdbc;

    Invoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Once for each order. */
    void request(Map<OrderId, String> recipients, Instant now) {
        List<OrderId> orders = List.copyOf(recipients.keySet());
        jdbc.sql("""
                insert into invoice (order_id, recipient, requested_at, next_try_at)
                select n.order_id, n.recipient, :now, :now
                from unnest(:orders::uuid[], :recipients::text[]) as n (order_id, recipient)
                order by n.order_id
                on conflict do nothing""")
                .param("orders", orders.stream().map(OrderId::value).toArray(UUID[]::new))
                .param("recipients", orders.stream().map(recipients::get).toArray(String[]::new))
                .param("now", Timestamp.from(now)).update();
    }

    /**
     * Gives numbers to those that wait for one. The counter and the numbers commit together, and the counter's row is locked
     * until then: no number is ever left out or given twice, whatever dies.
     */
    @Transactional
    void number(int limit, Instant now) {
        List<UUID> waiting = jdbc.sql("""
                select order_id from invoice where number is null
                order by requested_at, order_id limit :limit for update skip locked""").param("limit", limit)
                .query(UUID.class).list();
        if (waiting.isEmpty()) {
            return;
        }
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        int last = jdbc.sql("""
                insert into invoice_year as counter (year, last) values (:year, :count)
                on conflict (year) do update set last = counter.last + excluded.last
                returning last""").param("year", year).param("count", waiting.size()).query(Integer.class).single();
        jdbc.sql("""
                update invoice set year = :year, number = :before + waiting.position, issued_at = :now
                from unnest(:orders) with ordinality as waiting (order_id, position)
                where invoice.order_id = waiting.order_id""")
                .param("year", year).param("before", last - waiting.size()).param("now", Timestamp.from(now))
                .param("orders", waiting.toArray(UUID[]::new)).update();
    }

    /** Takes some whose document is not stored; until the given time no other instance makes them. */
    @Transactional
    List<Due> lease(int limit, Instant now, Instant until) {
        return jdbc.sql("""
                update invoice set next_try_at = :until
                where order_id in (select order_id from invoice
                                   where number is not null and stored_at is null and next_try_at <= :now
                                   order by next_try_at limit :limit for update skip locked)
                returning order_id, year, number, issued_at, recipient""")
                .param("now", Timestamp.from(now)).param("until", Timestamp.from(until)).param("limit", limit)
                .query((row, _) -> new Due(new Numbered(new OrderId(row.getObject("order_id", UUID.class)),
                        new InvoiceNumber(row.getInt("year"), row.getInt("number")),
                        row.getTimestamp("issued_at").toInstant()), row.getString("recipient")))
                .list();
    }

    /** From now on only the document itself knows who it was made out to. */
    void stored(OrderId order, Instant now) {
        jdbc.sql("update invoice set stored_at = :now, recipient = null where order_id = :order")
                .param("order", order.value()).param("now", Timestamp.from(now)).update();
    }

    /** @return how often it could not be made */
    int countFailure(OrderId order) {
        return jdbc.sql("update invoice set failures = failures + 1 where order_id = :order returning failures")
                .param("order", order.value()).query(Integer.class).single();
    }

    /** Since when the oldest waits to be stored; empty when none does. */
    Optional<Instant> oldestWaiting() {
        return jdbc.sql("select requested_at from invoice where stored_at is null order by requested_at limit 1")
                .query(Timestamp.class).optional().map(Timestamp::toInstant);
    }

    boolean isRequested(OrderId order) {
        return jdbc.sql("select exists (select from invoice where order_id = :order)").param("order", order.value())
                .query(Boolean.class).single();
    }

    Optional<Numbered> findStored(OrderId order) {
        return jdbc.sql("select year, number, issued_at from invoice where order_id = :order and stored_at is not null")
                .param("order", order.value())
                .query((row, _) -> new Numbered(order, new InvoiceNumber(row.getInt("year"), row.getInt("number")),
                        row.getTimestamp("issued_at").toInstant()))
                .optional();
    }
}
