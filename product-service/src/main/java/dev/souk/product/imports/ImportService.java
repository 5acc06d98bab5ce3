package dev.souk.product.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.common.storage.ObjectStore;
import dev.souk.product.download.Downloads;
import dev.souk.product.imports.Imports.EndedFile;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes feeds in and tells how far they are. */
@Service
public class ImportService {

    private final Imports imports;
    private final Fetches fetches;
    private final Downloads downloads;
    private final ObjectStore files;
    private final StrayFiles strayFiles;
    private final ImportProperties properties;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    ImportService(Imports imports, Fetches fetches, Downloads downloads, ObjectStore files, StrayFiles strayFiles,
            ImportProperties properties, Clock clock, ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.fetches = fetches;
        this.downloads = downloads;
        this.files = files;
        this.strayFiles = strayFiles;
        this.properties = properties;
        this.clock = clock;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Keeps a file, to be called before {@link #start(UUID, String, UUID)}: what was answered with an id survives a crash.
     * When it is not started, the file is cleared away.
     *
     * @param size of the content in bytes
     * @return the id of the import that may begin
     */
    public UUID keep(InputStreamSource content, long size) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        files.put(fileOf(id), "application/octet-stream", content, size);
        return id;
    }

    /**
     * Promises the import of a file that is kept.
     *
     * @param fileName only to be shown
     */
    public CatalogueImport start(UUID id, String fileName, UUID requestedBy) {
        transaction.executeWithoutResult(_ -> {
            imports.add(id, fileName, requestedBy);
            events.publishEvent(new ImportRequested());
        });
        return status(id);
    }

    /**
     * Asks whether a file may be fetched from a URL, for two seconds at most.
     *
     * @return the URL
     * @throws dev.souk.product.download.DownloadRefused when none would be fetched from there
     */
    public String checked(String url) {
        return downloads.asked(url).toString();
    }

    /**
     * Promises the import of a file that is fetched from somewhere else. Whether it is there shows later.
     *
     * @param url that is {@link #checked}
     */
    public CatalogueImport start(String url, UUID requestedBy) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        transaction.executeWithoutResult(_ -> {
            fetches.add(id, url, requestedBy);
            events.publishEvent(new ImportRequested());
        });
        return status(id);
    }

    /** @throws ImportNotFound when there is none */
    public CatalogueImport status(UUID id) {
        return imports.find(id).orElseThrow(() -> new ImportNotFound(id));
    }

    /** @param more whether another call may find more to delete */
    public record Deleted(int deleted, boolean more) {}

    /**
     * Deletes the files of imports that ended long enough ago, each file before its row says so: what could not be finished is
     * found again; then files that no import knows. May run twice, or in several places at once.
     *
     * @throws dev.souk.common.web.client.DependencyUnavailable when object storage does not answer; what was deleted until
     *         then stays deleted
     */
    public Deleted deleteFiles(int limit) {
        List<EndedFile> ended = imports.filesOfEndedBefore(clock.instant().minus(properties.filesKept()), limit);
        int deleted = 0;
        for (EndedFile file : ended) {
            files.delete(file.key());
            deleted += imports.fileDeleted(file.importId()) ? 1 : 0;
        }
        return ended.size() == limit
                ? new Deleted(deleted, true)
                : new Deleted(deleted + strayFiles.delete(), false);
    }

    /** The key of an upload. */
    static String fileOf(UUID importId) {
        return StrayFiles.PREFIX + importId;
    }
}
