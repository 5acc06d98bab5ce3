package dev.souk.user.session;

import dev.souk.user.account.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
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

    /**
     * The account is locked against change until the transaction ends.
     *
     * @param passwordVersion that was checked; null when none was
     * @return false when the account was deleted, or its password is not of that version any more: then nothing is added
     */
    boolean add(Session session, @Nullable Long passwordVersion) {
        return jdbc.sql("""
                insert into session (id, account_id, user_agent, client_address, started_at, last_used_at, expires_at)
                select :id, id, :userAgent, :clientAddress, :startedAt, :lastUsedAt, :expiresAt
                from account
                where id = :owner and deleted_at is null
                    and (cast(:passwordVersion as bigint) is null or password_version = :passwordVersion)
                for share""")
                .param("passwordVersion", passwordVersion)
                .param("id", session.id().value())
                .param("owner", session.owner().value())
                .param("userAgent", session.device().userAgent())
                .param("clientAddress", session.device().clientAddress())
                .param("startedAt", utc(session.startedAt()))
                .param("lastUsedAt", utc(session.lastUsedAt()))
                .param("expiresAt", utc(session.expiresAt()))
                .update() == 1;
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
                select s.*, t.used_at, t.used_by from refresh_token t join session s on s.id = t.session_id
                where t.token_hash = :hash for update""")
                .param("hash", token.hash())
                .query((row, number) -> new Presented(session(row, number), use(row),
                        row.getObject("ended_at") != null))
                .optional();
    }

    boolean isUnused(RefreshToken token) {
        return jdbc.sql("select count(*) from refresh_token where token_hash = :hash and used_at is null")
                .param("hash", token.hash())
                .query(Long.class)
                .single() == 1;
    }

    void use(RefreshToken token, SessionId session, Device device, Instant now) {
        jdbc.sql("update refresh_token set used_at = :now, used_by = :device where token_hash = :hash")
                .param("hash", token.hash())
                .param("device", device.fingerprint())
                .param("now", utc(now))
                .update();
        jdbc.sql("update session set last_used_at = :now where id = :id")
                .param("id", session.value())
                .param("now", utc(now))
                .update();
    }

    /** Locks the session until the transaction ends, if it has not ended yet. */
    boolean lockRunning(UserId owner, SessionId id) {
        return jdbc.sql("""
                select id from session where id = :id and account_id = :owner and ended_at is null for update""")
                .param("id", id.value())
                .param("owner", owner.value())
                .query(UUID.class)
                .optional()
                .isPresent();
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

    /** At most {@code size} sessions that ended after the instant and were not announced, those that ended first. */
    List<SessionId> unannounced(Instant endedAfter, int size) {
        return jdbc.sql("""
                select id from session where ended_at > :endedAfter and announced_at is null
                order by ended_at limit :size""")
                .param("endedAfter", utc(endedAfter))
                .param("size", size)
                .query((row, number) -> new SessionId(row.getObject("id", UUID.class)))
                .list();
    }

    /** The instant of the newest announcement of a session that ended after the instant. */
    Optional<Instant> newestAnnouncement(Instant endedAfter) {
        return jdbc.sql("""
                select announced_at from session where ended_at > :endedAfter and announced_at is not null
                order by announced_at desc limit 1""")
                .param("endedAfter", utc(endedAfter))
                .query((row, number) -> row.getTimestamp("announced_at").toInstant())
                .optional();
    }

    /** @param at the instant of the announcement, by the clock of Redis */
    void announced(List<SessionId> ids, Instant at) {
        jdbc.sql("update session set announced_at = :at where id = any (:ids)")
                .param("ids", ids.stream().map(SessionId::value).toArray(UUID[]::new))
                .param("at", utc(at))
                .update();
    }

    /** Lets every session that ended after the instant be announced again. */
    void forgetAnnouncements(Instant endedAfter) {
        jdbc.sql("update session set announced_at = null where ended_at > :endedAfter and announced_at is not null")
                .param("endedAfter", utc(endedAfter))
                .update();
    }

    /** @return those that ended */
    List<SessionId> endAllBut(@Nullable UUID kept, UserId owner, EndReason reason, Instant now) {
        return jdbc.sql("""
                update session set ended_at = :now, end_reason = :reason
                where account_id = :owner and ended_at is null and id is distinct from cast(:kept as uuid)
                returning id""")
                .param("kept", kept)
                .param("owner", owner.value())
                .param("reason", reason.name())
                .param("now", utc(now))
                .query((row, number) -> new SessionId(row.getObject("id", UUID.class)))
                .list();
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

    /** The newest first. */
    List<Session> all(UserId owner) {
        return jdbc.sql("select * from session where account_id = :owner order by id desc")
                .param("owner", owner.value())
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

    private static @Nullable Use use(ResultSet row) throws SQLException {
        Timestamp usedAt = row.getTimestamp("used_at");
        return usedAt == null ? null : new Use(usedAt.toInstant(), row.getBytes("used_by"));
    }

    /** A refresh token that somebody showed, and its use before, if any. */
    record Presented(Session session, @Nullable Use use, boolean ended) {}

    /** @param device fingerprint of the one that used it */
    record Use(Instant at, byte @Nullable [] device) {

        boolean mayBeRepeatedBy(Device another, Instant now, Duration grace) {
            return now.isBefore(at.plus(grace)) && Arrays.equals(device, another.fingerprint());
        }
    }
}
