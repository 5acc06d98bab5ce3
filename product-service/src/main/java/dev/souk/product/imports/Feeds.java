package dev.souk.product.imports;

import dev.souk.product.imports.Feed.LastImport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The registered feeds. */
@Repository
class Feeds {

    private static final String SELECT = """
            SELECT f.name, f.url, f.registered_at, last.id AS import_id, last.status
            FROM feed f LEFT JOIN LATERAL (
                SELECT id, status FROM catalogue_import WHERE feed = f.name ORDER BY id DESC LIMIT 1) AS last ON true
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Feeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether there was none of that name. */
    boolean put(String name, String url, UUID registeredBy) {
        return jdbc.sql("""
                INSERT INTO feed (name, url, registered_by, registered_at) VALUES (:name, :url, :registeredBy, :now)
                ON CONFLICT (name) DO UPDATE SET url = excluded.url, registered_by = excluded.registered_by,
                       registered_at = excluded.registered_at
                RETURNING old.name IS NULL AS added""")
                .param("name", name)
                .param("url", url)
                .param("registeredBy", registeredBy)
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    Optional<Feed> find(String name) {
        return jdbc.sql(SELECT + "WHERE f.name = :name").param("name", name).query(Feeds::feed).optional();
    }

    /** In the order of their names. */
    List<Feed> after(String name, int limit) {
        return jdbc.sql(SELECT + "WHERE f.name > :name ORDER BY f.name LIMIT :limit")
                .param("name", name)
                .param("limit", limit)
                .query(Feeds::feed)
                .list();
    }

    /** False when there was none. */
    boolean remove(String name) {
        return jdbc.sql("DELETE FROM feed WHERE name = :name").param("name", name).update() == 1;
    }

    /** Starts the import of a feed; false when one is running, or the feed is no longer registered. */
    boolean startImport(UUID importId, String name) {
        return jdbc
                .sql("""
                        INSERT INTO catalogue_import (id, file_name, status, requested_by, requested_at, source_url, feed, fetched)
                        SELECT :id, '', 'RUNNING', registered_by, :now, url, name, false FROM feed WHERE name = :name
                        ON CONFLICT (feed) WHERE status = 'RUNNING' DO NOTHING""")
                .param("id", importId)
                .param("now", now())
                .param("name", name)
                .update() == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Feed feed(ResultSet row, int number) throws SQLException {
        UUID lastImport = row.getObject("import_id", UUID.class);
        return new Feed(row.getString("name"), row.getString("url"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                lastImport == null
                        ? Optional.empty()
                        : Optional.of(new LastImport(lastImport,
                                CatalogueImport.Status.valueOf(row.getString("status")))));
    }
}
