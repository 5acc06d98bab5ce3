package dev.souk.product.imports;

import dev.souk.product.download.FileVersion;
import dev.souk.product.imports.Imports.Claim;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where imports that were not uploaded get their files from, and what their sources have said of them. */
@Repository
class Fetches {

    private final JdbcClient jdbc;
    private final Clock clock;

    Fetches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(UUID importId, String url, UUID requestedBy) {
        jdbc.sql("""
                INSERT INTO catalogue_import (id, file_name, status, requested_by, requested_at, source_url, fetched)
                VALUES (:id, '', 'RUNNING', :requestedBy, :now, :url, false)""")
                .param("id", importId)
                .param("requestedBy", requestedBy)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("url", url)
                .update();
    }

    String urlOf(UUID importId) {
        return jdbc.sql("SELECT source_url FROM catalogue_import WHERE id = :id").param("id", importId)
                .query(String.class).single();
    }

    /**
     * What the catalogue has of the feed already, wholly and as this parser reads it. Unknown for whoever asks for one import
     * alone: they want the file to be read.
     */
    FileVersion known(UUID importId) {
        return jdbc.sql("""
                SELECT before.* FROM catalogue_import i
                JOIN LATERAL (
                    SELECT status, parser, etag, last_modified FROM catalogue_import
                    WHERE source_url = i.source_url AND id < i.id AND fetched AND NOT unmodified
                    ORDER BY id DESC LIMIT 1) AS before ON before.status = 'COMPLETED' AND before.parser = :parser
                WHERE i.id = :id AND i.feed IS NOT NULL""")
                .param("id", importId)
                .param("parser", FeedParser.TAKEN)
                .query((row, _) -> new FileVersion(row.getString("etag"), row.getString("last_modified")))
                .optional().orElse(FileVersion.UNKNOWN);
    }

    /**
     * The file is there; any worker may load it.
     *
     * @throws LeaseLost when another worker has taken over
     */
    void fetched(Claim claim, String file, FileVersion version) {
        end(claim, jdbc.sql("""
                UPDATE catalogue_import SET fetched = true, file = :file, etag = :etag, last_modified = :lastModified,
                       parser = :parser, worker = NULL, leased_until = NULL, attempts = 0, lost_leases = 0
                WHERE\s""" + Imports.HELD)
                .param("file", file)
                .param("etag", version.etag())
                .param("lastModified", version.lastModified())
                .param("parser", FeedParser.TAKEN));
    }

    /**
     * The feed has not changed, and the import is complete.
     *
     * @throws LeaseLost when another worker has taken over
     */
    void unmodified(Claim claim) {
        end(claim, jdbc.sql("""
                UPDATE catalogue_import SET status = 'COMPLETED', fetched = true, loaded = true, unmodified = true,
                       file_kept = false, ended_at = :now
                WHERE\s""" + Imports.HELD)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private static void end(Claim claim, JdbcClient.StatementSpec update) {
        if (update.params(Imports.held(claim)).update() == 0) {
            throw new LeaseLost(claim.importId());
        }
    }
}
