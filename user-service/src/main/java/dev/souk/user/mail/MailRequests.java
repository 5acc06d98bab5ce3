package dev.souk.user.mail;

import dev.souk.user.account.EmailAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MailRequests {

    private final JdbcClient jdbc;

    MailRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(MailRequest request) {
        jdbc.sql("insert into mail_request (id, kind, email, requested_at) values (:id, :kind, :email, :requestedAt)")
                .param("id", request.id())
                .param("kind", request.kind().name())
                .param("email", request.email().value())
                .param("requestedAt", request.requestedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<MailRequest> find(UUID id) {
        return jdbc.sql("select * from mail_request where id = :id")
                .param("id", id)
                .query((row, number) -> new MailRequest(id, MailKind.valueOf(row.getString("kind")),
                        new EmailAddress(row.getString("email")), row.getTimestamp("requested_at").toInstant()))
                .optional();
    }

    void removeTo(EmailAddress email) {
        jdbc.sql("delete from mail_request where email = :email").param("email", email.value()).update();
    }

    void removeBefore(Instant instant) {
        jdbc.sql("delete from mail_request where requested_at < :instant")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .update();
    }
}
