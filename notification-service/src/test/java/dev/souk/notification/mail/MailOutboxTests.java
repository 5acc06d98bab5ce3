package dev.souk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.notification.domain.NotificationId;
import dev.souk.test.Engines;
import dev.souk.test.PostgresServer.Database;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MailOutboxTests {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private static JdbcClient jdbc;
    private static MailOutbox outbox;

    @BeforeAll
    static void connect() {
        Database database = Engines.postgres().newDatabase("notifications");
        DriverManagerDataSource dataSource = new DriverManagerDataSource(database.jdbcUrl(), database.user(),
                database.password());
        Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
        jdbc = JdbcClient.create(dataSource);
        outbox = new MailOutbox(jdbc);
    }

    @BeforeEach
    void forget() {
        jdbc.sql("truncate notification, order_owner, mail").update();
    }

    @Test
    void aMailIsTriedByOneInstanceAtATime() {
        waitingMail();

        assertThat(outbox.claim(LEASE)).isPresent();
        assertThat(outbox.claim(LEASE)).isEmpty();
    }

    @Test
    void whatAnInstanceHadInHandWhenItDiedIsTriedByAnother() {
        waitingMail();
        outbox.claim(LEASE);

        pass(LEASE.minusSeconds(10));
        assertThat(outbox.claim(LEASE)).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(outbox.claim(LEASE)).get().extracting(WaitingMail::attempts)
                .isEqualTo(2);
    }

    @Test
    void aMailThatFailedWaitsForItsNextTry() {
        waitingMail();
        WaitingMail mail = outbox.claim(LEASE).orElseThrow();

        outbox.failed(mail, new MailFailure("421 try later"), Duration.ofSeconds(60));

        pass(Duration.ofSeconds(50));
        assertThat(outbox.claim(LEASE)).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(outbox.claim(LEASE)).isPresent();
    }

    @Test
    void whatIsSentOrGivenUpWaitsNoLonger() {
        waitingMail();
        waitingMail();

        outbox.sent(outbox.claim(LEASE).orElseThrow());
        assertThat(outbox.waiting()).isEqualTo(1);
        outbox.givenUp(outbox.claim(LEASE).orElseThrow(), new MailFailure("550"));

        assertThat(outbox.waiting()).isZero();
        pass(Duration.ofHours(1));
        assertThat(outbox.claim(LEASE)).isEmpty();
    }

    @Test
    void theOldestMailGoesFirst() {
        NotificationId first = waitingMail();
        waitingMail();

        assertThat(outbox.claim(LEASE)).get().extracting(WaitingMail::notification).isEqualTo(first);
    }

    /** As if everything had been written that much earlier. */
    private static void pass(Duration time) {
        jdbc.sql("update mail set next_attempt_at = next_attempt_at - make_interval(secs => :time)")
                .param("time", time.toSeconds())
                .update();
    }

    private NotificationId waitingMail() {
        NotificationId id = new NotificationId(UuidCreator.getTimeOrderedEpoch());
        jdbc.sql("""
                with owned as (insert into order_owner (order_id, user_id) values (:id, :user))
                insert into notification (id, order_id, kind, subject, title, text, created_at)
                values (:id, :id, 'ORDER_CONFIRMED', :id, 'title', 'text', '2026-03-01T12:00:00Z')""")
                .param("id", id.value())
                .param("user", UUID.randomUUID())
                .update();
        outbox.add(id);
        return id;
    }
}
