package dev.souk.product.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The imports, their checkpoints and who works on them. Whoever claims an import holds it for the time of a lease, and
 * longer by renewing it. The claim is checked again in the transaction of every effect, so that a worker which was
 * overtaken while it slept writes nothing.
 */
@Repository
class Imports {

    /** Nobody has claimed it since. */
    static final String HELD = "id = :id AND worker = :token AND status = 'RUNNING'";

    /**
     * Search still has to take up a product. Said with its revision, which the import's own is never above, as the index on the
     * queue is: asked from there, what is missing costs little, however large the feed.
     */
    private static final String NOT_SETTLED = "greatest(p.indexed_revision, p.refused_revision) < p.revision";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ImportProperties properties;

    Imports(JdbcClient jdbc, Clock clock, ImportProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
    }

    /**
     * Leave to work on an import.
     *
     * @param token tells this claim from all others, those of the same worker included
     * @param file its key in object storage
     * @param lines so many had taken effect when it was claimed
     * @param attempts claims since the last checkpoint, this one included
     * @param lostLeases how many of the claims before ended with their lease: neither were they released, nor did they get
     *        past the checkpoint in time
     */
    record Claim(UUID importId, UUID token, String file, long lines, int attempts, int lostLeases) {}

    /** What an import may be waiting for. */
    enum Stage {

        FETCH("NOT fetched"),
        LOAD("fetched AND NOT loaded");

        private final String condition;

        Stage(String condition) {
            this.condition = condition;
        }
    }

    /** What a batch has added to the counts. */
    record Progress(long lines, long created, long changed, long unchanged, long failed) {}

    void add(UUID id, String fileName, UUID requestedBy) {
        jdbc.sql("""
                INSERT INTO catalogue_import (id, file_name, status, requested_by, requested_at)
                VALUES (:id, :fileName, 'RUNNING', :requestedBy, :now)""")
                .param("id", id)
                .param("fileName", fileName)
                .param("requestedBy", requestedBy)
                .param("now", now())
                .update();
    }

    Optional<CatalogueImport> find(UUID id) {
        List<CatalogueImport.RowError> errors = jdbc.sql("""
                SELECT line, detail FROM catalogue_import_error WHERE import_id = :id ORDER BY line""")
                .param("id", id)
                .query((row, _) -> new CatalogueImport.RowError(row.getLong("line"), row.getString("detail")))
                .list();
        return jdbc.sql("""
                SELECT i.*, CASE WHEN status = 'RUNNING'
                            THEN (SELECT count(*) FROM catalogue_import_product WHERE import_id = i.id) - (
                                SELECT count(*) FROM product p JOIN catalogue_import_product l USING (external_id)
                                WHERE l.import_id = i.id AND p.indexed_revision < l.revision
                                  AND (%s OR p.refused_revision = p.revision))
                            ELSE indexed END AS indexed_now
                FROM catalogue_import i WHERE id = :id""".formatted(NOT_SETTLED))
                .param("id", id)
                .query((row, _) -> view(row, errors))
                .optional();
    }

    /** Takes the oldest import at this stage that nobody works on. */
    Optional<Claim> claim(Stage stage) {
        UUID token = UUID.randomUUID();
        return jdbc.sql("""
                UPDATE catalogue_import SET worker = :token, leased_until = :until, attempts = attempts + 1,
                       lost_leases = lost_leases + CASE WHEN worker IS NULL THEN 0 ELSE 1 END
                WHERE id = (
                    SELECT id FROM catalogue_import
                    WHERE status = 'RUNNING' AND %s AND (leased_until IS NULL OR leased_until < :now)
                    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING id, file, lines, attempts, lost_leases""".formatted(stage.condition))
                .param("token", token)
                .param("until", after(properties.lease()))
                .param("now", now())
                .query((row, _) -> new Claim(row.getObject("id", UUID.class), token, file(row), row.getLong("lines"),
                        row.getInt("attempts"), row.getInt("lost_leases")))
                .optional();
    }

    /**
     * Prolongs the lease.
     *
     * @throws LeaseLost when another worker has taken over
     */
    void renew(Claim claim) {
        int renewed = jdbc.sql("UPDATE catalogue_import SET leased_until = :until WHERE " + HELD)
                .param("until", after(properties.lease()))
                .params(held(claim))
                .update();
        if (renewed == 0) {
            throw new LeaseLost(claim.importId());
        }
    }

    /**
     * Moves the checkpoint and prolongs the lease.
     *
     * @throws LeaseLost when another worker has taken over, or this checkpoint was moved before
     */
    void advance(Claim claim, Progress progress) {
        int written = jdbc.sql("""
                UPDATE catalogue_import SET lines = :lines, created = created + :created, changed = changed + :changed,
                       unchanged = unchanged + :unchanged, failed = failed + :failed, attempts = 0,
                       lost_leases = 0, leased_until = :until
                WHERE lines < :lines AND %s""".formatted(HELD))
                .param("lines", progress.lines())
                .param("created", progress.created())
                .param("changed", progress.changed())
                .param("unchanged", progress.unchanged())
                .param("failed", progress.failed())
                .param("until", after(properties.lease()))
                .params(held(claim))
                .update();
        if (written == 0) {
            throw new LeaseLost(claim.importId());
        }
    }

    void addErrors(UUID id, List<CatalogueImport.RowError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO catalogue_import_error (import_id, line, detail)
                SELECT :id, line, detail FROM unnest(:lines, :details) AS error (line, detail)
                ORDER BY line
                LIMIT greatest(0, :kept - (SELECT count(*) FROM catalogue_import_error WHERE import_id = :id))""")
                .param("id", id)
                .param("lines", errors.stream().map(CatalogueImport.RowError::line).toArray(Long[]::new))
                .param("details", errors.stream().map(CatalogueImport.RowError::detail).toArray(String[]::new))
                .param("kept", properties.errorsKept())
                .update();
    }

    /** The file is in the database; search may still have to follow. */
    void loaded(Claim claim) {
        jdbc.sql("UPDATE catalogue_import SET loaded = true WHERE " + HELD).params(held(claim)).update();
    }

    /** Lets any worker go on after a while. */
    void release(Claim claim, Duration pause) {
        jdbc.sql("UPDATE catalogue_import SET worker = NULL, leased_until = :until WHERE " + HELD)
                .param("until", after(pause))
                .params(held(claim))
                .update();
    }

    /**
     * An import that has failed.
     *
     * @param source the name of the feed, and the URL without its query, which may be secret; of an upload the name of the file
     * @param lines so many have taken effect
     */
    record Failed(String source, long lines) {}

    /** Ends the import before its end; empty when another worker has taken over. */
    Optional<Failed> fail(Claim claim, String failure) {
        return jdbc.sql("""
                WITH failed AS (
                    UPDATE catalogue_import SET status = 'FAILED', failure = :failure, ended_at = :now
                    WHERE %s
                    RETURNING id, lines, concat_ws(' ', 'feed ' || feed, split_part(source_url, '?', 1),
                                                   nullif(file_name, '')) AS source
                ), forgotten AS (
                    DELETE FROM catalogue_import_product USING failed WHERE import_id = failed.id)
                SELECT source, lines FROM failed""".formatted(HELD))
                .param("failure", failure)
                .param("now", now())
                .params(held(claim))
                .query((row, _) -> new Failed(row.getString("source"), row.getLong("lines")))
                .optional();
    }

    /**
     * Ends loaded imports of which search shows every product but those that it has refused for good; these become bad rows
     * that search lacks. Any worker may ask, at any time.
     */
    List<UUID> completeSearchable() {
        if (lastInQueueIsAwaited()) {
            return List.of();
        }
        return jdbc
                .sql("""
                        WITH completed AS (
                            UPDATE catalogue_import i SET status = 'COMPLETED', ended_at = :now,
                                   indexed = (SELECT count(*) FROM catalogue_import_product l JOIN product p ON p.id = l.product_id
                                              WHERE l.import_id = i.id AND p.indexed_revision >= l.revision)
                            WHERE i.status = 'RUNNING' AND i.loaded AND NOT EXISTS (
                                SELECT FROM product p JOIN catalogue_import_product l USING (external_id)
                                WHERE l.import_id = i.id AND %s
                                  AND greatest(p.indexed_revision, p.refused_revision) < l.revision)
                            RETURNING i.id
                        ), refused AS (
                            INSERT INTO catalogue_import_error (import_id, line, detail)
                            SELECT l.import_id, l.line, 'search refuses this product; the service''s log says why'
                            FROM completed JOIN catalogue_import_product l ON l.import_id = completed.id
                                 JOIN product p ON p.id = l.product_id
                            WHERE p.indexed_revision < l.revision
                            ORDER BY l.line
                            LIMIT :kept
                        ), forgotten AS (
                            DELETE FROM catalogue_import_product l USING completed WHERE l.import_id = completed.id
                        )
                        SELECT id FROM completed"""
                        .formatted(NOT_SETTLED))
                .param("now", now())
                .param("kept", properties.errorsKept())
                .query(UUID.class)
                .list();
    }

    /** A quick look that mostly spares the long one: while an import is taken up, its own product ends the queue. */
    private boolean lastInQueueIsAwaited() {
        return jdbc
                .sql("""
                        SELECT EXISTS (
                            SELECT FROM catalogue_import i
                            CROSS JOIN (SELECT external_id, greatest(indexed_revision, refused_revision) AS settled FROM product p
                                        WHERE %s ORDER BY queued_behind DESC, queued_at DESC, id DESC
                                        LIMIT 1) AS last
                            JOIN catalogue_import_product l ON l.import_id = i.id AND l.external_id = last.external_id
                            WHERE i.status = 'RUNNING' AND i.loaded AND last.settled < l.revision)"""
                        .formatted(NOT_SETTLED))
                .query(Boolean.class)
                .single();
    }

    /** The file of an import that has ended. */
    record EndedFile(UUID importId, String key) {}

    /** Files that are still kept although their imports ended before, the oldest first. */
    List<EndedFile> filesOfEndedBefore(Instant instant, int limit) {
        return jdbc.sql("""
                SELECT id, file FROM catalogue_import WHERE file_kept AND ended_at < :instant
                ORDER BY ended_at LIMIT :limit""")
                .param("instant", instant.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new EndedFile(row.getObject("id", UUID.class), file(row)))
                .list();
    }

    /** False when somebody has said so before. */
    boolean fileDeleted(UUID id) {
        return jdbc.sql("UPDATE catalogue_import SET file_kept = false WHERE id = :id AND file_kept").param("id", id)
                .update() == 1;
    }

    boolean anyWaitsForSearch() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM catalogue_import WHERE status = 'RUNNING' AND loaded)")
                .query(Boolean.class)
                .single();
    }

    static Map<String, UUID> held(Claim claim) {
        return Map.of("id", claim.importId(), "token", claim.token());
    }

    private OffsetDateTime now() {
        return after(Duration.ZERO);
    }

    private OffsetDateTime after(Duration time) {
        return clock.instant().plus(time).atOffset(ZoneOffset.UTC);
    }

    private static String file(ResultSet row) throws SQLException {
        String fetched = row.getString("file");
        return fetched != null ? fetched : ImportService.fileOf(row.getObject("id", UUID.class));
    }

    private static CatalogueImport view(ResultSet row, List<CatalogueImport.RowError> errors) throws SQLException {
        long created = row.getLong("created");
        long changed = row.getLong("changed");
        long unchanged = row.getLong("unchanged");
        long failed = row.getLong("failed");
        return new CatalogueImport(row.getObject("id", UUID.class),
                CatalogueImport.Status.valueOf(row.getString("status")), row.getString("source_url"),
                row.getString("feed"), row.getBoolean("unmodified"), created + changed + unchanged + failed, created,
                changed, unchanged, failed, row.getLong("indexed_now"), row.getString("failure"), errors);
    }
}
