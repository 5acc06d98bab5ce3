package dev.souk.product.search;

import org.springframework.stereotype.Service;

/** Lets the search index be built anew, from the database and beside the one that is searched. */
@Service
public final class IndexRebuild {

    private final SearchIndexes indexes;
    private final Indexer indexer;

    IndexRebuild(SearchIndexes indexes, Indexer indexer) {
        this.indexes = indexes;
        this.indexer = indexer;
    }

    /** Returns at once the name of the index that is being built; nothing happens when one is already. */
    public String begin() {
        String index = indexes.rebuild();
        indexer.wake();
        return index;
    }
}
