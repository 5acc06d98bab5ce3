package dev.souk.user.oidc;

import dev.souk.user.account.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LinkedIdentities {

    private final JdbcClient jdbc;

    LinkedIdentities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<UserId> find(Identity identity) {
        return jdbc.sql("select account_id from linked_identity where issuer = :issuer and subject = :subject")
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .query((row, number) -> new UserId(row.getObject("account_id", UUID.class)))
                .optional();
    }

    /** Adds nothing when the identity is linked already, or the account was deleted; it is locked against that until the transaction ends. */
    void add(Identity identity, UserId user, Instant now) {
        jdbc.sql("""
                insert into linked_identity (issuer, subject, account_id, linked_at)
                select :issuer, :subject, id, :now from account where id = :user and deleted_at is null for share
                on conflict do nothing""")
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .param("user", user.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    List<LinkedIdentity> all(UserId user) {
        return jdbc.sql("select * from linked_identity where account_id = :user order by linked_at")
                .param("user", user.value())
                .query((row, number) -> new LinkedIdentity(row.getString("issuer"), row.getString("subject"),
                        row.getTimestamp("linked_at").toInstant()))
                .list();
    }

    void removeAll(UserId user) {
        jdbc.sql("delete from linked_identity where account_id = :user").param("user", user.value()).update();
    }
}
