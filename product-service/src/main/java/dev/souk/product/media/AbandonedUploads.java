package dev.souk.product.media;

import dev.souk.product.storage.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Clears away uploads that were announced and never completed. */
@Service
public class AbandonedUploads {

    private final Uploads uploads;
    private final ObjectStore files;
    private final MediaProperties properties;
    private final Clock clock;

    AbandonedUploads(Uploads uploads, ObjectStore files, MediaProperties properties, Clock clock) {
        this.uploads = uploads;
        this.files = files;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param more whether another call may find more to delete */
    public record Deleted(int deleted, boolean more) {}

    /**
     * Deletes the oldest of the shard's uploads, each file before its row: what could not be finished is found again. May run
     * twice, or in several places at once.
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
        return new Deleted(deleted, abandoned.size() == limit);
    }
}
