package dev.souk.product.imports;

import dev.souk.common.storage.ObjectStore;
import dev.souk.product.download.DownloadRefused;
import dev.souk.product.download.Downloads;
import dev.souk.product.download.Downloads.Downloaded;
import dev.souk.product.download.SourceUnreachable;
import dev.souk.product.imports.Imports.Claim;
import dev.souk.product.imports.Imports.Stage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StreamUtils;

/** Fetches the files of imports that were not uploaded into object storage, so that loading goes on from the same bytes. */
@Component
final class FetchWorker extends StageWorker {

    private static final Logger log = LoggerFactory.getLogger(FetchWorker.class);
    private static final int MOST_ATTEMPTS = 3;

    private final Imports imports;
    private final Fetches fetches;
    private final Downloads downloads;
    private final ObjectStore files;
    private final ImportProperties properties;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    FetchWorker(Imports imports, Fetches fetches, Downloads downloads, ObjectStore files, ImportProperties properties,
            ApplicationEventPublisher events, TransactionTemplate transaction) {
        super("catalogue-import-fetch", Stage.FETCH, imports, properties);
        this.imports = imports;
        this.fetches = fetches;
        this.downloads = downloads;
        this.files = files;
        this.properties = properties;
        this.events = events;
        this.transaction = transaction;
    }

    @Override
    protected Duration turn() {
        return workOnNext() ? Duration.ZERO : properties.poll();
    }

    @Override
    void work(Claim claim) throws IOException {
        try (FileChannel file = unnamedFile()) {
            Downloaded downloaded = downloads.fetch(fetches.urlOf(claim.importId()), fetches.known(claim.importId()),
                    Channels.newOutputStream(file), this::isRunning);
            if (downloaded.unmodified()) {
                log.info("Import {} has nothing to do: the feed has not changed", claim.importId());
                fetches.unmodified(claim);
            } else {
                store(claim, file, downloaded);
            }
        } catch (DownloadRefused refused) {
            throw new UnreadableFeed(String.valueOf(refused.getMessage()));
        } catch (SourceUnreachable away) {
            retryOrFail(claim, away);
        }
    }

    /** Under a key of this claim alone: a worker that was overtaken in its sleep cannot change what another one loads. */
    private void store(Claim claim, FileChannel file, Downloaded downloaded) throws IOException {
        String key = ImportService.fileOf(claim.importId()) + "-" + claim.token();
        files.put(key, "application/octet-stream",
                () -> StreamUtils.nonClosing(Channels.newInputStream(file.position(0))), file.size());
        try {
            transaction.executeWithoutResult(_ -> {
                fetches.fetched(claim, key, downloaded.version());
                events.publishEvent(new ImportRequested());
            });
        } catch (LeaseLost overtaken) {
            files.delete(key);
            throw overtaken;
        }
    }

    private void retryOrFail(Claim claim, SourceUnreachable away) {
        if (!isRunning()) {
            imports.release(claim, Duration.ZERO);
        } else if (claim.attempts() < MOST_ATTEMPTS) {
            log.warn("Import {} waits for its source", claim.importId(), away);
            releaseForAWhile(claim);
        } else {
            fail(claim, away.getMessage() + "; it was tried " + claim.attempts() + " times");
        }
    }

    @Override
    String costsLeases(Claim claim) {
        return "the service could not fetch the file before it was stopped, " + claim.lostLeases()
                + " times; import it again";
    }

    /** Gone when it is closed, or when this process dies. */
    private static FileChannel unnamedFile() throws IOException {
        return FileChannel.open(Files.createTempFile("souk-import", null), StandardOpenOption.READ,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }
}
