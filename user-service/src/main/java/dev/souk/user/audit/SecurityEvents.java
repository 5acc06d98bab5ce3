package dev.souk.user.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SecurityEvents {

    private final JdbcClient jdbc;

    SecurityEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(RecordedEvent event) {
        jdbc.sql("""
                insert into security_event
                    (id, occurred_at, type, account_id, actor_id, session_id, client_network, detail)
                values (:id, :occurredAt, :type, :user, :actor, :session, :network, :detail)""")
                .param("id", event.id())
                .param("occurredAt", utc(event.occurredAt()))
                .param("type", event.type().name())
                .param("user", event.userId())
                .param("actor", event.actorId())
                .param("session", event.sessionId())
                .param("network", event.clientNetwork())
                .param("detail", event.detail())
                .update();
    }

    /** The newest first. */
    List<RecordedEvent> page(AuditQuery query, @Nullable UUID before, int size) {
        SecurityEventType type = query.type();
        return jdbc.sql("""
                select * from security_event
                where (cast(:user as uuid) is null or account_id = :user)
                    and (cast(:type as text) is null or type = :type)
                    and (cast(:from as timestamptz) is null or occurred_at >= :from)
                    and (cast(:to as timestamptz) is null or occurred_at < :to)
                    and (cast(:before as uuid) is null or id < :before)
                order by id desc limit :size""")
                .param("user", query.user())
                .param("type", type == null ? null : type.name())
                .param("from", utc(query.from()))
                .param("to", utc(query.to()))
                .param("before", before)
                .param("size", size)
                .query(SecurityEvents::event)
                .list();
    }

    /** @return how many were deleted, at most {@code size} */
    int deleteBefore(Instant instant, int size) {
        return jdbc.sql("""
                delete from security_event where id in (
                    select id from security_event where occurred_at < :instant limit :size for update skip locked)""")
                .param("instant", utc(instant))
                .param("size", size)
                .update();
    }

    private static RecordedEvent event(ResultSet row, int number) throws SQLException {
        return new RecordedEvent(row.getObject("id", UUID.class), row.getTimestamp("occurred_at").toInstant(),
                SecurityEventType.valueOf(row.getString("type")), row.getObject("account_id", UUID.class),
                row.getObject("actor_id", UUID.class), row.getObject("session_id", UUID.class),
                row.getString("client_network"), row.getString("detail"));
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
