package dev.souk.product.imports;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.product.imports.Imports.Claim;
import dev.souk.product.imports.Imports.Stage;
import dev.souk.product.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Brings imports past one stage, one at a time in each instance. An import whose worker died is taken up by whichever instance
 * finds it first.
 */
abstract class StageWorker extends Worker {

    private static final Logger log = LoggerFactory.getLogger(StageWorker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_LOST_LEASES = 5;
    private static final int RENEWALS_IN_A_LEASE = 3;

    private final Stage stage;
    private final Imports imports;
    private final ImportProperties properties;
    private final ThreadFactory leaseThread;

    /** @param name of the thread and in the log */
    StageWorker(String name, Stage stage, Imports imports, ImportProperties properties) {
        super(name);
        this.stage = stage;
        this.imports = imports;
        this.properties = properties;
        this.leaseThread = Thread.ofPlatform().name(name + "-lease").daemon().factory();
    }

    /**
     * Goes on with an import and says what became of it: released, failed, or past this stage.
     *
     * @throws LeaseLost when another worker has taken over
     * @throws UnreadableFeed when the import ends before its end
     * @throws IOException when object storage breaks off; it is tried again after a pause
     */
    abstract void work(Claim claim) throws IOException;

    /** Why an import fails that costs worker after worker its lease. */
    abstract String costsLeases(Claim claim);

    @TransactionalEventListener
    void heard(ImportRequested request) {
        wake();
    }

    /** False when no import waits for this stage. */
    final boolean workOnNext() {
        return imports.claim(stage).map(claim -> {
            take(claim);
            return true;
        }).orElse(false);
    }

    private void take(Claim claim) {
        if (claim.lostLeases() >= MOST_LOST_LEASES) {
            fail(claim, costsLeases(claim));
            return;
        }
        try (ScheduledExecutorService lease = Executors.newSingleThreadScheduledExecutor(leaseThread)) {
            long period = properties.lease().dividedBy(RENEWALS_IN_A_LEASE).toMillis();
            var _ = lease.scheduleWithFixedDelay(() -> renew(claim), period, period, TimeUnit.MILLISECONDS);
            work(claim);
        } catch (UnreadableFeed unreadable) {
            fail(claim, String.valueOf(unreadable.getMessage()));
        } catch (LeaseLost lost) {
            log.warn("{}", lost.getMessage());
        } catch (DependencyUnavailable | IOException storage) {
            log.warn("Import {} waits for object storage", claim.importId(), storage);
            releaseForAWhile(claim);
        } catch (RuntimeException failure) {
            retryOrGiveUp(claim, failure);
        }
    }

    /** However long a batch waits, its worker is alive. Goes on until the lease is lost; the checkpoint then says so. */
    private void renew(Claim claim) {
        try {
            imports.renew(claim);
        } catch (DataAccessException away) {
            log.warn("The lease of import {} could not be renewed", claim.importId(), away);
        }
    }

    private void retryOrGiveUp(Claim claim, RuntimeException failure) {
        if (claim.attempts() < MOST_ATTEMPTS) {
            log.warn("Import {} has failed and is tried again", claim.importId(), failure);
            releaseForAWhile(claim);
        } else {
            log.error("Import {} failed {} times and is given up", claim.importId(), claim.attempts(), failure);
            fail(claim, "an internal error stopped the import; its trace is in the service's log");
        }
    }

    /** Ends the import before its end, and tells operators in one line of the log. */
    final void fail(Claim claim, String reason) {
        imports.fail(claim, reason).ifPresent(failed -> log.error(
                "Import {} of {} has failed {}: {}. What it has brought stays; import the feed again when that is mended",
                claim.importId(), failed.source(),
                failed.lines() == 0 ? "before its first line took effect" : "after line " + failed.lines(), reason));
    }

    /** The longer, the more often it was tried. */
    final void releaseForAWhile(Claim claim) {
        Duration pause = Duration.ofSeconds(1L << Math.min(claim.attempts(), 6));
        imports.release(claim, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
}
