package dev.souk.product.media;

import dev.souk.common.storage.ObjectStore;
import dev.souk.common.storage.ObjectStore.FileInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clears away files that no row knows: those of an upload that was stored and then abandoned, what was uploaded once more
 * after its image was published, what a restored database does not remember. Goes through all images and uploads piece by
 * piece, and remembers how far it came. Young files are spared, since an upload may arrive at any moment.
 */
@Service
class OrphanedFiles {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Uploads uploads;
    private final ObjectStore files;
    private final MediaProperties properties;
    private final Clock clock;

    OrphanedFiles(JdbcClient jdbc, TransactionTemplate transaction, Uploads uploads, ObjectStore files,
            MediaProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.uploads = uploads;
        this.files = files;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Looks at the next files, and begins anew after the last one. While another process does, it does nothing.
     *
     * @param limit of files that are looked at
     * @return how many were deleted, and whether there are files behind those
     */
    AbandonedUploads.Deleted deletePiece(int limit) {
        return Objects.requireNonNull(transaction.execute(_ -> place().map(after -> deletePiece(after, limit))
                .orElse(new AbandonedUploads.Deleted(0, false))));
    }

    /** Where the last piece ended, locked for this one; empty when another process has it. */
    private Optional<String> place() {
        return jdbc.sql("SELECT after_key FROM media_sweep FOR UPDATE SKIP LOCKED").query(String.class).optional();
    }

    private AbandonedUploads.Deleted deletePiece(String after, int limit) {
        String place = after;
        int deleted = 0;
        for (int looked = 0; looked < limit;) {
            String prefix = place.compareTo(Uploads.PREFIX) < 0 ? MediaFiles.PREFIX : Uploads.PREFIX;
            List<FileInfo> piece = files.list(prefix, place.isEmpty() ? null : place, limit - looked);
            deleted += deleteOrphans(piece);
            if (piece.size() == limit - looked) {
                return endAt(piece.getLast().key(), deleted, true);
            }
            if (prefix.equals(Uploads.PREFIX)) {
                return endAt("", deleted, false);
            }
            looked += piece.size();
            place = Uploads.PREFIX;
        }
        return endAt(place, deleted, true);
    }

    private AbandonedUploads.Deleted endAt(String place, int deleted, boolean more) {
        jdbc.sql("UPDATE media_sweep SET after_key = :place").param("place", place).update();
        return new AbandonedUploads.Deleted(deleted, more);
    }

    private int deleteOrphans(List<FileInfo> piece) {
        Instant safe = clock.instant().minus(properties.abandonedAfter());
        Set<String> old = piece.stream().filter(file -> file.storedAt().isBefore(safe)).map(FileInfo::key)
                .collect(Collectors.toSet());
        List<String> candidates = unknown(old);
        uploads.lockFiles(candidates);
        // since an image may have been given one of them before they were locked
        List<String> orphans = unknown(candidates);
        orphans.forEach(files::delete);
        return orphans.size();
    }

    private List<String> unknown(Collection<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        SELECT file.key
                        FROM (SELECT key, split_part(key, '/', 2) AS name FROM unnest(:keys) AS given (key)) AS file
                        WHERE NOT EXISTS (SELECT FROM product_image WHERE media_key = file.name)
                          AND NOT EXISTS (SELECT FROM product_thumbnail WHERE media_key = file.name)
                          AND NOT EXISTS (SELECT FROM product_image
                                          WHERE status = 'AWAITING_UPLOAD' AND CAST(id AS text) = file.name)""")
                        .param("keys", keys.toArray(String[]::new))
                        .query(String.class)
                        .list();
    }
}
