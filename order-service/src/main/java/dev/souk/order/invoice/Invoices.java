package dev.souk.order.invoice;

import java.sql.Timestamp;
import java.time.Duration;
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

/** When an invoice is to be made is the database's to say: the clocks of instances differ, and jump. */
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
    void request(Map<OrderId, String> recipients) {
        List<OrderId> orders = List.copyOf(recipients.keySet());
        jdbc.sql("""
                insert into invoice (order_id, recipient, requested_at, next_try_at)
                select n.order_id, n.recipient, now(), now()
                from unnest(:orders::uuid[], :recipients::text[]) as n (order_id, recipient)
                order by n.order_id
                on conflict do nothing""")
                .param("orders", orders.stream().map(OrderId::value).toArray(UUID[]::new))
                .param("recipients", orders.stream().map(recipients::get).toArray(String[]::new)).update();
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

    /** Takes some whose document is not stored; for that long no other instance makes them. */
    @Transactional
    List<Due> lease(int limit, Duration lease) {
        return jdbc.sql("""
                update invoice set next_try_at = now() + make_interval(secs => :lease)
                where order_id in (select order_id from invoice
                                   where number is not null and stored_at is null and next_try_at <= now()
                                   order by next_try_at limit :limit for update skip locked)
                returning order_id, year, number, issued_at, recipient""")
                .param("lease", lease.toMillis() / 1000.0).param("limit", limit)
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

    /** How long the oldest has waited to be stored; zero when none does. */
    Duration longestWait() {
        return jdbc.sql("""
                select extract(epoch from now() - requested_at) * 1000 from invoice where stored_at is null
                order by requested_at limit 1""")
                .query(Double.class).optional().map(millis -> Duration.ofMillis(millis.longValue()))
                .orElse(Duration.ZERO);
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
