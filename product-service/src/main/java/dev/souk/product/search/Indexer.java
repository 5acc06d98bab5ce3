package dev.souk.product.search;

import dev.souk.product.catalogue.CatalogueChanged;
import dev.souk.product.search.IndexQueue.Entry;
import dev.souk.product.search.IndexQueue.Lane;
import dev.souk.product.search.ProductIndex.Written;
import dev.souk.product.search.SearchIndexes.SearchIndex;
import dev.souk.product.worker.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the index follow the catalogue: woken by each commit that changes a product, and now and then by itself for what
 * another instance has left behind. Whatever fails stays in the queue, so the index converges when Elasticsearch is back.
 */
@Component
final class Indexer extends Worker {

    private static final Duration WHILE_ANOTHER_WORKS = Duration.ofMillis(200);

    private final IndexQueue queue;
    private final SearchIndexes indexes;
    private final ProductIndex index;
    private final SearchProperties properties;
    private final TransactionTemplate transaction;

    Indexer(IndexQueue queue, SearchIndexes indexes, ProductIndex index, SearchProperties properties,
            TransactionTemplate transaction) {
        super("product-indexer");
        this.queue = queue;
        this.indexes = indexes;
        this.index = index;
        this.properties = properties;
        this.transaction = transaction;
    }

    @TransactionalEventListener
    void heard(CatalogueChanged change) {
        wake();
    }

    /** One bulk of each lane in turn, so that neither waits for more than one of the other. */
    @Override
    protected Duration turn() throws IOException {
        Set<Progress> made;
        do {
            made = EnumSet.of(step(Lane.AHEAD), step(Lane.BEHIND));
        } while (isRunning() && made.contains(Progress.MORE));
        return made.contains(Progress.ELSEWHERE) ? WHILE_ANOTHER_WORKS : properties.safetyPoll();
    }

    private enum Progress {
        MORE,
        IDLE,
        /** Another instance is at it, and need not have seen what has woken this one. */
        ELSEWHERE
    }

    /** One bulk. Another instance may do the next one, or find on the way what this one could not finish. */
    private Progress step(Lane lane) throws IOException {
        try {
            return Objects.requireNonNull(
                    transaction.execute(_ -> queue.claim() ? work(lane) : Progress.ELSEWHERE));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private Progress work(Lane lane) {
        try {
            List<SearchIndex> known = indexes.all();
            if (!known.isEmpty() && known.getFirst().mapping() > ProductIndex.MAPPING_VERSION) {
                return Progress.IDLE; // a newer version of this service has begun, whose documents have more in them
            }
            List<Entry> waiting = queue.next(lane, properties.bulkProducts(), properties.bulkSize().toBytes());
            if (waiting.isEmpty() && lane == Lane.AHEAD) {
                return Progress.IDLE;
            }
            List<SearchIndex> all = prepared(known);
            Written written = write(waiting, all);
            boolean building = lane == Lane.BEHIND && all.getFirst().isBuilding();
            if (building) {
                // in the same step, since under load there is always something waiting
                fill(all.getFirst());
            }
            // at last, as it locks rows that editors would wait for while Elasticsearch is being asked
            queue.indexed(written.taken());
            queue.refused(written.refused());
            if (building || !waiting.isEmpty()) {
                return Progress.MORE;
            }
            index.deleteOthers(all.stream().map(SearchIndex::name).collect(Collectors.toSet()));
            return Progress.IDLE;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The indexes to write, each of which is there, the newest first. What was live and is gone is built again, and so is
     * everything when the mapping of this version is newer.
     */
    private List<SearchIndex> prepared(List<SearchIndex> known) throws IOException {
        for (SearchIndex one : known) {
            boolean outdated = one.mapping() < ProductIndex.MAPPING_VERSION;
            if (one.isBuilding() ? outdated : !index.exists(one.name())) {
                indexes.forget(one);
            }
        }
        if (indexes.all().stream().allMatch(one -> one.mapping() < ProductIndex.MAPPING_VERSION)) {
            indexes.rebuild();
        }
        List<SearchIndex> all = indexes.all();
        SearchIndex newest = all.getFirst();
        if (newest.isBuilding() && !index.exists(newest.name())) {
            index.create(newest.name());
            indexes.fill(newest, Optional.empty());
            all = indexes.all();
        }
        index.publish(all.getLast().name()); // if none is live, since some products are better than none
        return all;
    }

    private Written write(List<Entry> entries, List<SearchIndex> all) throws IOException {
        if (entries.isEmpty()) {
            return new Written(List.of(), List.of());
        }
        Written written = index.write(all.getFirst().name(), entries);
        for (SearchIndex other : all.subList(1, all.size())) {
            written = written.and(index.write(other.name(), entries));
        }
        if (written.settled() == 0) {
            throw new IOException("Elasticsearch has taken none of " + entries.size() + " products");
        }
        return written;
    }

    /**
     * Brings in some of the products that were there before the index was, or makes it live when none is left. When this dies
     * after shoppers were sent to it, the next step sends them there again.
     */
    private void fill(SearchIndex building) throws IOException {
        List<Entry> entries = queue.following(Optional.ofNullable(building.filledTo()), properties.bulkProducts(),
                properties.bulkSize().toBytes());
        if (entries.isEmpty()) {
            index.publish(building.name());
            indexes.goLive(building);
            return;
        }
        Written written = index.write(building.name(), entries);
        queue.refused(written.refused());
        if (written.settled() < entries.size()) {
            throw new IOException("Elasticsearch has not taken all of " + entries.size() + " products");
        }
        indexes.fill(building, Optional.of(entries.getLast().id()));
    }
}
