package dev.souk.product.cache;

import dev.souk.product.catalogue.CatalogueChanged;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who has changed a product reads the change where they made it: the commit returns when this instance has heard of it. The
 * last announcement of the transaction is a mark that nobody else waits for.
 */
@Component
final class OwnChanges {

    /** Usual is a millisecond. A connection that is silent for longer than a second is given up, which ends the waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final HeardChanges changes;

    OwnChanges(JdbcClient jdbc, HeardChanges changes) {
        this.jdbc = jdbc;
        this.changes = changes;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void committing(CatalogueChanged change) {
        if (changes.isFollowed()
                && TransactionSynchronizationManager.getSynchronizations().stream().noneMatch(Mark.class::isInstance)) {
            Mark mark = new Mark("mark:" + UUID.randomUUID());
            TransactionSynchronizationManager.registerSynchronization(mark);
            jdbc.sql("SELECT announce_change(:mark)").param("mark", mark.key).query().singleRow();
        }
    }

    /** At the end of one transaction. */
    private final class Mark implements TransactionSynchronization {

        private final String key;
        private final CompletableFuture<Void> heard;

        Mark(String key) {
            this.key = key;
            this.heard = changes.mark(key);
        }

        @Override
        public void afterCommit() {
            var _ = heard.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }

        @Override
        public void afterCompletion(int status) {
            changes.forgetMark(key);
        }
    }
}
