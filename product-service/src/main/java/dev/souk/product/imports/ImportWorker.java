package dev.souk.product.imports;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.product.storage.ObjectStore;
import dev.souk.product.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Works on imports, one at a time in each instance. An import whose worker died is taken up where its last commit left it,
 * by whichever instance finds it first.
 */
@Component
final class ImportWorker extends Worker {

    private static final Logger log = LoggerFactory.getLogger(ImportWorker.class);
    private static final Duration SEARCH_POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_DEATHS = 5;

    private final Imports imports;
    private final FeedLoader loader;
    private final ObjectStore files;
    private final ImportProperties properties;

    ImportWorker(Imports imports, FeedLoader loader, ObjectStore files, ImportProperties properties) {
        super("catalogue-import");
        this.imports = imports;
        this.loader = loader;
        this.files = files;
        this.properties = properties;
    }

    @TransactionalEventListener
    void heard(ImportRequested request) {
        wake();
    }

    /** Stopping ends it after the batch at hand; what is missing is done after the next start, or by another instance. */
    @Override
    protected Duration turn() {
        if (work()) {
            return Duration.ZERO;
        }
        return imports.anyWaitsForSearch() ? SEARCH_POLL : properties.poll();
    }

    /** False when there is nothing to do. */
    private boolean work() {
        imports.completeSearchable().forEach(completed -> log.info("Import {} is complete and searchable", completed));
        return imports.claim().map(claim -> {
            take(claim);
            return true;
        }).orElse(false);
    }

    private void take(Imports.Claim claim) {
        UUID id = claim.importId();
        if (claim.deaths() >= MOST_DEATHS) {
            log.error("Import {} has killed {} workers and is given up", id, claim.deaths());
            imports.fail(claim, "the service died " + claim.deaths() + " times on the lines after " + claim.lines()
                    + "; correct or remove them and upload the feed again");
            return;
        }
        log.info("Import {} goes on after line {}", id, claim.lines());
        try {
            load(claim);
        } catch (UnreadableFeed unreadable) {
            imports.fail(claim, String.valueOf(unreadable.getMessage()));
        } catch (LeaseLost lost) {
            log.warn("{}", lost.getMessage());
        } catch (DependencyUnavailable | IOException storage) {
            log.warn("Import {} waits for object storage", id, storage);
            imports.release(claim, pause(claim.attempts()));
        } catch (RuntimeException failure) {
            retryOrGiveUp(claim, failure);
        }
    }

    private void load(Imports.Claim claim) throws IOException {
        try (InputStream file = files.open(ImportService.fileOf(claim.importId()))
                .orElseThrow(() -> new UnreadableFeed("the uploaded file is gone; upload it again"))
                .content()) {
            if (loader.load(claim, file, this::isRunning)) {
                imports.loaded(claim);
            } else {
                imports.release(claim, Duration.ZERO);
            }
        }
    }

    private void retryOrGiveUp(Imports.Claim claim, RuntimeException failure) {
        if (claim.attempts() < MOST_ATTEMPTS) {
            log.warn("Import {} has failed and is tried again", claim.importId(), failure);
            imports.release(claim, pause(claim.attempts()));
        } else {
            log.error("Import {} failed {} times and is given up", claim.importId(), claim.attempts(), failure);
            imports.fail(claim, "an internal error stopped the import; its trace is in the service's log");
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 6));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
