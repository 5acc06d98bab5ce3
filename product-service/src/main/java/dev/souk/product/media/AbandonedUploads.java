package dev.souk.product.media;

import dev.souk.common.storage.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Clears away uploads that were announced and never completed, and after those the files that no row knows. */
@Service
public class AbandonedUploads {

    private final Uploads uploads;
    private final ObjectStore files;
    private final MediaProperties properties;
    private final Clock clock;
    private final OrphanedFiles orphans;

    AbandonedUploads(Uploads uploads, ObjectStore files, MediaProperties properties, Clock clock,
            OrphanedFiles orphans) {
        this.uploads = uploads;
        this.files = files;
        this.properties = properties;
        this.clock = clock;
        this.orphans = orphans;
    }

    /** @param more whether another call may find more to delete */
    public record Deleted(int deleted, boolean more) {}

    /**
     * Deletes the oldest of the shard's uploads, each file before its row: what could not be finished is found again; then
     * orphaned files, whatever their shard. May run twice, or in several places at once.
     *
     * @param limit of uploads and files that are looked at
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when object storage does not answer; what was deleted until
     *         then stays deleted
     */
    public Deleted delete(Shard shard, int limit) {
        List<UUID> abandoned = uploads.announcedBefore(clock.instant().minus(properties.abandonedAfter()), shard,
                limit);
        int deleted = 0;
        for (UUID id : abandoned) {
            files.delete(Uploads.fileOf(id));
            deleted += uploads.forget(id) ? 1 : 0;
        }
        if (abandoned.size() == limit) {
            return new Deleted(deleted, true);
        }
        Deleted piece = orphans.deletePiece(limit - abandoned.size());
        return new Deleted(deleted + piece.deleted(), piece.more());
    }
}
