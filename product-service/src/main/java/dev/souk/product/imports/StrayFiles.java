package dev.souk.product.imports;

import dev.souk.common.storage.ObjectStore;
import dev.souk.common.storage.ObjectStore.FileInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears away files that no import knows: their process died after it had stored them, and before a row said so. */
@Component
class StrayFiles {

    /** What the keys of all files of imports begin with; behind it comes the id of the import. */
    static final String PREFIX = "imports/";

    private static final Pattern KEY = Pattern.compile(PREFIX + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(-.*)?");
    /** Longer than any request and any fetch takes, whose row may still come. */
    private static final Duration SPARED = Duration.ofDays(1);
    private static final int PIECE = 1_000;

    private final JdbcClient jdbc;
    private final ObjectStore files;
    private final Clock clock;

    StrayFiles(JdbcClient jdbc, ObjectStore files, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.clock = clock;
    }

    /**
     * Looks at all files, as they are few.
     *
     * @return how many were deleted
     */
    int delete() {
        Instant safe = clock.instant().minus(SPARED);
        int deleted = 0;
        String last = null;
        List<FileInfo> piece;
        do {
            piece = files.list(PREFIX, last, PIECE);
            List<String> stray = unknown(piece.stream().filter(file -> file.storedAt().isBefore(safe))
                    .map(FileInfo::key).filter(KEY.asMatchPredicate()).toList());
            stray.forEach(files::delete);
            deleted += stray.size();
            last = piece.isEmpty() ? null : piece.getLast().key();
        } while (piece.size() == PIECE);
        return deleted;
    }

    private List<String> unknown(List<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        SELECT key FROM unnest(:keys) AS stored (key)
                        WHERE NOT EXISTS (SELECT FROM catalogue_import
                                          WHERE id = CAST(substr(key, length(:prefix) + 1, 36) AS uuid) AND file_kept
                                            AND coalesce(file, :prefix || id) = key)""")
                        .param("keys", keys.toArray(String[]::new))
                        .param("prefix", PREFIX)
                        .query(String.class)
                        .list();
    }
}
