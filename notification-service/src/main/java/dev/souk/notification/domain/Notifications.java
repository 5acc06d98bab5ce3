package dev.souk.notification.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Notifications and whose orders they are about. Not every event says whose order it is, and there is no order between topics: so a
 * notification is stored for its order and finds its shopper when some event has named them.
 */
@Repository
class Notifications {

    private final JdbcClient jdbc;

    Notifications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One message about an order at a time, until its transaction ends. */
    void lock(OrderId order) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:order, 0))")
                .param("order", order.toString())
                .query(row -> {});
    }

    Optional<UserId> owner(OrderId order) {
        return jdbc.sql("select user_id from order_owner where order_id = :order")
                .param("order", order.value())
                .query((row, number) -> new UserId(row.getObject("user_id", UUID.class)))
                .optional();
    }

    /** Whether the account was deleted; if not, it will not be deleted before this transaction ends. */
    boolean isDeleted(UserId user) {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended(:user, 0))")
                .param("user", user.toString())
                .query(row -> {});
        return jdbc.sql("select exists (select from deleted_user where user_id = :user)")
                .param("user", user.value())
                .query(Boolean.class)
                .single();
    }

    /** Waits for messages about the user's orders that have begun. */
    void addDeleted(UserId user, Instant deletedAt) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:user, 0))")
                .param("user", user.toString())
                .query(row -> {});
        jdbc.sql("insert into deleted_user (user_id, deleted_at) values (:user, :at) on conflict do nothing")
                .param("user", user.value())
                .param("at", deletedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    void removeAllOf(UserId owner) {
        jdbc.sql("""
                delete from notification n using order_owner o where o.order_id = n.order_id and o.user_id = :owner""")
                .param("owner", owner.value())
                .update();
    }

    void removeAllOf(OrderId order) {
        jdbc.sql("delete from notification where order_id = :order").param("order", order.value()).update();
    }

    void rememberOwner(OrderId order, UserId owner) {
        jdbc.sql("insert into order_owner (order_id, user_id) values (:order, :owner) on conflict do nothing")
                .param("order", order.value())
                .param("owner", owner.value())
                .update();
    }

    /** @return false when the same was told of the same subject before: then nothing changes */
    boolean add(Notification notification, UUID subject) {
        return jdbc.sql("""
                insert into notification (id, order_id, kind, subject, title, text, created_at)
                values (:id, :order, :kind, :subject, :title, :text, :createdAt)
                on conflict (subject, kind) do nothing""")
                .param("id", notification.id().value())
                .param("order", notification.orderId().value())
                .param("kind", notification.kind().name())
                .param("subject", subject)
                .param("title", notification.title())
                .param("text", notification.text())
                .param("createdAt", notification.createdAt().atOffset(ZoneOffset.UTC))
                .update() == 1;
    }

    /** The newest first. */
    List<Notification> page(UserId owner, @Nullable NotificationId before, int size) {
        return jdbc.sql("""
                select n.* from notification n join order_owner o on o.order_id = n.order_id
                where o.user_id = :owner and (cast(:before as uuid) is null or n.id < :before)
                order by n.id desc limit :size""")
                .param("owner", owner.value())
                .param("before", before == null ? null : before.value())
                .param("size", size)
                .query(Notifications::notification)
                .list();
    }

    boolean markRead(UserId owner, NotificationId id, Instant now) {
        return jdbc.sql("""
                update notification n set read_at = coalesce(n.read_at, :now)
                from order_owner o
                where n.id = :id and o.order_id = n.order_id and o.user_id = :owner""")
                .param("id", id.value())
                .param("owner", owner.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update() == 1;
    }

    private static Notification notification(ResultSet row, int number) throws SQLException {
        Timestamp readAt = row.getTimestamp("read_at");
        return new Notification(new NotificationId(row.getObject("id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)), NotificationKind.valueOf(row.getString("kind")),
                row.getString("title"), row.getString("text"), row.getTimestamp("created_at").toInstant(),
                readAt == null ? null : readAt.toInstant());
    }
}
