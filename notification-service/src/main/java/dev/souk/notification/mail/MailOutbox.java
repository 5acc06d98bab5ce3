package dev.souk.notification.mail;

import dev.souk.notification.domain.NotificationId;
import dev.souk.notification.domain.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The mails that have to go out, one for each notification. When a try is due is the database's to say: the clocks of instances
 * differ, and jump.
 */
@Repository
class MailOutbox {

    private final JdbcClient jdbc;

    MailOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(NotificationId notification) {
        jdbc.sql("insert into mail (notification_id, next_attempt_at) values (:id, now())")
                .param("id", notification.value())
                .update();
    }

    /** Takes the mail that waits longest for itself for as long as the lease lasts; mails whose shopper is not known yet stay. */
    Optional<WaitingMail> claim(Duration lease) {
        return jdbc.sql("""
                update mail set attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => :lease)
                from notification n join order_owner o on o.order_id = n.order_id
                where n.id = mail.notification_id and mail.notification_id = (
                    select m.notification_id
                    from mail m
                        join notification mn on mn.id = m.notification_id
                        join order_owner mo on mo.order_id = mn.order_id
                    where m.sent_at is null and m.given_up_at is null and m.next_attempt_at <= now()
                    order by m.next_attempt_at, m.notification_id
                    limit 1
                    for update of m skip locked)
                returning n.id, o.user_id, n.title, n.text, n.created_at, mail.attempts""")
                .param("lease", lease.toMillis() / 1000.0)
                .query(MailOutbox::mail)
                .optional();
    }

    void sent(WaitingMail mail) {
        jdbc.sql("update mail set sent_at = now(), last_failure = null where notification_id = :id")
                .param("id", mail.notification().value())
                .update();
    }

    /** @param pause before the next try */
    void failed(WaitingMail mail, MailFailure failure, Duration pause) {
        jdbc.sql("""
                update mail set next_attempt_at = now() + make_interval(secs => :pause), last_failure = :failure
                where notification_id = :id""")
                .param("id", mail.notification().value())
                .param("failure", failure.reason())
                .param("pause", pause.toMillis() / 1000.0)
                .update();
    }

    void givenUp(WaitingMail mail, MailFailure failure) {
        jdbc.sql("update mail set given_up_at = now(), last_failure = :failure where notification_id = :id")
                .param("id", mail.notification().value())
                .param("failure", failure.reason())
                .update();
    }

    long waiting() {
        return jdbc.sql("select count(*) from mail where sent_at is null and given_up_at is null")
                .query(Long.class)
                .single();
    }

    private static WaitingMail mail(ResultSet row, int number) throws SQLException {
        return new WaitingMail(new NotificationId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)), row.getString("title"), row.getString("text"),
                row.getTimestamp("created_at").toInstant(), row.getInt("attempts"));
    }
}
