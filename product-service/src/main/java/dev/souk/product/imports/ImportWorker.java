package dev.souk.product.imports;

import dev.souk.common.storage.ObjectStore;
import dev.souk.product.imports.Imports.Claim;
import dev.souk.product.imports.Imports.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Loads the files of imports, each from where its last commit left it, and ends imports that search has taken up. */
@Component
final class ImportWorker extends StageWorker {

    private static final Logger log = LoggerFactory.getLogger(ImportWorker.class);
    private static final Duration SEARCH_POLL = Duration.ofMillis(200);

    private final Imports imports;
    private final FeedLoader loader;
    private final ObjectStore files;
    private final ImportProperties properties;

    ImportWorker(Imports imports, FeedLoader loader, ObjectStore files, ImportProperties properties) {
        super("catalogue-import", Stage.LOAD, imports, properties);
        this.imports = imports;
        this.loader = loader;
        this.files = files;
        this.properties = properties;
    }

    /** Stopping ends it after the batch at hand; what is missing is done after the next start, or by another instance. */
    @Override
    protected Duration turn() {
        imports.completeSearchable().forEach(completed -> log.info("Import {} is complete and searchable", completed));
        if (workOnNext()) {
            return Duration.ZERO;
        }
        return imports.anyWaitsForSearch() ? SEARCH_POLL : properties.poll();
    }

    @Override
    void work(Claim claim) throws IOException {
        if (claim.lines() == 0) {
            log.info("Import {} begins", claim.importId());
        } else {
            log.info("Import {} goes on after line {}", claim.importId(), claim.lines());
        }
        try (InputStream file = files.open(claim.file())
                .orElseThrow(() -> new UnreadableFeed("the file of this import is gone; import it again"))
                .content()) {
            if (loader.load(claim, file, this::isRunning)) {
                imports.loaded(claim);
            } else {
                imports.release(claim, Duration.ZERO);
            }
        }
    }

    @Override
    String costsLeases(Claim claim) {
        return "the service did not get past line " + claim.lines() + " in time, " + claim.lostLeases()
                + " times; correct or remove the lines after it and import the feed again";
    }
}
