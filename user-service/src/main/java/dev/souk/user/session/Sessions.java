package dev.souk.user.session;

import dev.souk.user.account.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sessions and their families of refresh tokens. */
@Repository
class Sessions {

    private final JdbcClient jdbc;

    Sessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Session session) {
        jdbc.sql("""
                insert into session (id, account_id, user_agent, client_address, started_at, last_used_at, expires_at)
                values (:id, :owner, :userAgent, :clientAddress, :startedAt, :lastUsedAt, :expiresAt)""")
                .param("id", session.id().value())
                .param("owner", session.owner().value())
                .param("userAgent", session.device().userAgent())
                .param("clientAddress", session.device().clientAddress())
                .param("startedAt", utc(session.startedAt()))
                .param("lastUsedAt", utc(session.lastUsedAt()))
                .param("expiresAt", utc(session.expiresAt()))
                .update();
    }

    void addToken(SessionId session, RefreshToken token, Instant now) {
        jdbc.sql("insert into refresh_token (token_hash, session_id, issued_at) values (:hash, :session, :now)")
                .param("hash", token.hash())
                .param("session", session.value())
                .param("now", utc(now))
                .update();
    }

    /** The session of the token; token and session are locked until the transaction ends, so that a token is used once. */
    Optional<Presented> lock(RefreshToken token) {
        return jdbc.sql("""
                select s.*, t.used_at from refresh_token t join session s on s.id = t.session_id
                where t.token_hash = :hash for update""")
                .param("hash", token.hash())
                .query((row, number) -> new Presented(session(row, number), row.getObject("used_at") != null,
                        row.getObject("ended_at") != null))
                .optional();
    }

    void use(RefreshToken token, SessionId session, Instant now) {
        jdbc.sql("update refresh_token set used_at = :now where token_hash = :hash")
                .param("hash", token.hash())
                .param("now", utc(now))
                .update();
        jdbc.sql("update session set last_used_at = :now where id = :id")
                .param("id", session.value())
                .param("now", utc(now))
                .update();
    }

    boolean end(UserId owner, SessionId id, EndReason reason, Instant now) {
        return jdbc.sql("""
                update session set ended_at = :now, end_reason = :reason
                where id = :id and account_id = :owner and ended_at is null""")
                .param("id", id.value())
                .param("owner", owner.value())
                .param("reason", reason.name())
                .param("now", utc(now))
                .update() == 1;
    }

    void endAll(UserId owner, EndReason reason, Instant now) {
        endAllBut(null, owner, reason, now);
    }

    void endAllBut(@Nullable UUID kept, UserId owner, EndReason reason, Instant now) {
        jdbc.sql("""
                update session set ended_at = :now, end_reason = :reason
                where account_id = :owner and ended_at is null and id is distinct from cast(:kept as uuid)""")
                .param("kept", kept)
                .param("owner", owner.value())
                .param("reason", reason.name())
                .param("now", utc(now))
                .update();
    }

    /** Leaves the ended sessions for the edge to know, without anything that tells where they were. */
    void anonymise(UserId owner) {
        jdbc.sql("update session set user_agent = null, client_address = '' where account_id = :owner")
                .param("owner", owner.value())
                .update();
    }

    /**
     * Deletes sessions that ended or expired before the instant, with their tokens. Until then a used token is kept: only so can its
     * reuse be seen. Rows that another instance is deleting are left to it.
     *
     * @return how many were deleted, at most {@code size}
     */
    int deleteOverBefore(Instant instant, int size) {
        return jdbc.sql("""
                delete from session where id in (
                    select id from session where expires_at < :instant or ended_at < :instant
                    limit :size for update skip locked)""")
                .param("instant", utc(instant))
                .param("size", size)
                .update();
    }

    /** The newest first. */
    List<Session> running(UserId owner, Instant now, Instant usedSince) {
        return jdbc.sql("""
                select * from session
                where account_id = :owner and ended_at is null and expires_at > :now and last_used_at > :usedSince
                order by id desc""")
                .param("owner", owner.value())
                .param("now", utc(now))
                .param("usedSince", utc(usedSince))
                .query(Sessions::session)
                .list();
    }

    private static Session session(ResultSet row, int number) throws SQLException {
        return new Session(new SessionId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("account_id", UUID.class)),
                new Device(row.getString("user_agent"), row.getString("client_address")),
                row.getTimestamp("started_at").toInstant(), row.getTimestamp("last_used_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A refresh token that somebody showed. */
    record Presented(Session session, boolean used, boolean ended) {}
}
