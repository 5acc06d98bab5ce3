package dev.souk.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.notification.domain.NotificationId;
import dev.souk.test.Engines;
import dev.souk.test.PostgresServer.Database;
import java.time.Instant;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MailOutboxTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LEASE_END = NOW.plusSeconds(120);

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

        assertThat(outbox.claim(NOW, LEASE_END)).isPresent();
        assertThat(outbox.claim(NOW, LEASE_END)).isEmpty();
    }

    @Test
    void whatAnInstanceHadInHandWhenItDiedIsTriedByAnother() {
        waitingMail();
        outbox.claim(NOW, LEASE_END);

        assertThat(outbox.claim(LEASE_END.minusMillis(1), LEASE_END.plusSeconds(1))).isEmpty();
        assertThat(outbox.claim(LEASE_END, LEASE_END.plusSeconds(120))).get().extracting(WaitingMail::attempts)
                .isEqualTo(2);
    }

    @Test
    void aMailThatFailedWaitsForItsNextTry() {
        waitingMail();
        WaitingMail mail = outbox.claim(NOW, LEASE_END).orElseThrow();

        outbox.failed(mail, new MailFailure("421 try later"), NOW.plusSeconds(8));

        assertThat(outbox.claim(NOW.plusSeconds(7), LEASE_END)).isEmpty();
        assertThat(outbox.claim(NOW.plusSeconds(8), LEASE_END)).isPresent();
    }

    @Test
    void whatIsSentOrGivenUpWaitsNoLonger() {
        waitingMail();
        waitingMail();

        outbox.sent(outbox.claim(NOW, LEASE_END).orElseThrow(), NOW);
        assertThat(outbox.waiting()).isEqualTo(1);
        outbox.givenUp(outbox.claim(NOW, LEASE_END).orElseThrow(), new MailFailure("550"), NOW);

        assertThat(outbox.waiting()).isZero();
        assertThat(outbox.claim(LEASE_END.plusSeconds(3600), LEASE_END.plusSeconds(7200))).isEmpty();
    }

    @Test
    void theOldestMailGoesFirst() {
        NotificationId first = waitingMail();
        waitingMail();

        assertThat(outbox.claim(NOW, LEASE_END)).get().extracting(WaitingMail::notification).isEqualTo(first);
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
        outbox.add(id, NOW);
        return id;
    }
}
