package dev.souk.product.imports;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.product.storage.ObjectStore;
import dev.souk.product.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
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
    private static final int MOST_LOST_LEASES = 5;
    private static final int RENEWALS_IN_A_LEASE = 3;
    private static final ThreadFactory LEASE_THREAD = Thread.ofPlatform().name("catalogue-import-lease").daemon()
            .factory();

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
        if (claim.lostLeases() >= MOST_LOST_LEASES) {
            log.error("Import {} has cost {} workers their lease and is given up", id, claim.lostLeases());
            imports.fail(claim, "the service did not get past line " + claim.lines() + " in time, " + claim.lostLeases()
                    + " times; correct or remove the lines after it and upload the feed again");
            return;
        }
        log.info("Import {} goes on after line {}", id, claim.lines());
        try (ScheduledExecutorService lease = Executors.newSingleThreadScheduledExecutor(LEASE_THREAD)) {
            long period = properties.lease().dividedBy(RENEWALS_IN_A_LEASE).toMillis();
            var _ = lease.scheduleWithFixedDelay(() -> renew(claim), period, period, TimeUnit.MILLISECONDS);
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

    /** However long a batch waits, its worker is alive. Goes on until the lease is lost; the checkpoint then says so. */
    private void renew(Imports.Claim claim) {
        try {
            imports.renew(claim);
        } catch (DataAccessException away) {
            log.warn("The lease of import {} could not be renewed", claim.importId(), away);
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
