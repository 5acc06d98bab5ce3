package dev.souk.product.search;

import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.worker.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the index follow the catalogue: woken by each commit that changes a product, and now and then by itself for what
 * another instance has left behind. Whatever fails stays in the queue, so the index converges when Elasticsearch is back.
 */
@Component
final class Indexer extends Worker {

    private final IndexQueue queue;
    private final ProductIndex index;
    private final SearchProperties properties;
    private final TransactionTemplate transaction;

    Indexer(IndexQueue queue, ProductIndex index, SearchProperties properties, TransactionTemplate transaction) {
        super("product-indexer");
        this.queue = queue;
        this.index = index;
        this.properties = properties;
        this.transaction = transaction;
    }

    @TransactionalEventListener
    void heard(CatalogueChanged change) {
        wake();
    }

    @Override
    protected Duration turn() throws IOException {
        createWhenMissing();
        while (isRunning() && indexSome() > 0) {
            // until the queue is empty, or another instance works on it
        }
        index.publish(queue.isEmpty());
        return properties.safetyPoll();
    }

    /** An index that is gone takes all that it knew with it, so everything is queued before a new one is there. */
    private void createWhenMissing() throws IOException {
        if (!index.exists()) {
            transaction.executeWithoutResult(_ -> queue.requeueAll());
            index.create();
            index.publish(false);
        }
    }

    private int indexSome() throws IOException {
        try {
            Integer indexed = transaction.execute(_ -> queue.claim() ? indexNext() : 0);
            return indexed == null ? 0 : indexed;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private int indexNext() {
        List<IndexQueue.Entry> entries = queue.next(properties.bulkProducts(), properties.bulkSize().toBytes());
        if (entries.isEmpty()) {
            return 0;
        }
        try {
            ProductIndex.Written written = index.write(entries);
            queue.indexed(written.taken());
            queue.refused(written.refused());
            if (written.settled() == 0) {
                throw new IOException("Elasticsearch has taken none of " + entries.size() + " products");
            }
            return written.settled();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
