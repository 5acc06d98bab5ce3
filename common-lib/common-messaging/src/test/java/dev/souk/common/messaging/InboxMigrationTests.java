package dev.souk.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.test.Engines;
import dev.souk.test.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database that was in use before the inbox had partitions. */
class InboxMigrationTests {

    private static final String FIRST = "V0_1__outbox_inbox.sql";
    private static final String PARTITIONS = "R__inbox_partitions.sql";

    private final PostgresServer.Database database = Engines.postgres().newDatabase("migrated");
    private final JdbcTemplate jdbc = new JdbcTemplate(
            new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));

    @Test
    void whatWasReceivedBeforeIsStillKnownAndTheMigrationMayComeAgain() throws IOException {
        run(FIRST);
        List<IncomingMessage> before = Stream.of(UuidCreator.getTimeOrderedEpoch(Instant.parse("2026-01-01T00:00:00Z")),
                UuidCreator.getTimeOrderedEpoch(Instant.parse("2101-01-01T00:00:00Z")),
                UuidCreator.getTimeOrderedEpoch(), UUID.fromString("ffffffff-0000-4000-8000-000000000000"))
                .map(InboxMigrationTests::message).toList();
        var inbox = new Inbox(jdbc, Clock.systemUTC(), new SimpleMeterRegistry());
        assertThat(inbox.firstSeen("tests", before)).isEqualTo(before);

        run(PARTITIONS);
        run(PARTITIONS);

        assertThat(inbox.firstSeen("tests", before)).isEmpty();
        assertThat(inbox.firstSeen("others", before)).isEqualTo(before);
        assertThat(jdbc.queryForList("SELECT DISTINCT tableoid::regclass::text FROM inbox", String.class))
                .containsExactlyInAnyOrder("inbox_before", "inbox_other");
    }

    private void run(String migration) throws IOException {
        jdbc.execute(new ClassPathResource("db/common/" + migration).getContentAsString(StandardCharsets.UTF_8));
    }

    private static IncomingMessage message(UUID id) {
        return new IncomingMessage(id, "t", "k", "T", Instant.EPOCH, new byte[0]);
    }
}
