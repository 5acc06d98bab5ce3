package dev.souk.product.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Indexes of products in Elasticsearch, and the alias under which one of them is searched. */
@Component
final class ProductIndex {

    private static final Logger log = LoggerFactory.getLogger(ProductIndex.class);

    /** Belongs to the mapping: a change of the mapping needs a new file and a new number. */
    static final int MAPPING_VERSION = 4;

    private static final String MAPPING = "search/products-v" + MAPPING_VERSION + ".json";

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final ElasticsearchClient elasticsearch;
    private final String alias;

    ProductIndex(ElasticsearchClient elasticsearch, SearchProperties search) {
        this.elasticsearch = elasticsearch;
        this.alias = search.alias();
    }

    boolean exists(String index) throws IOException {
        return elasticsearch.indices().exists(request -> request.index(index)).value();
    }

    void create(String index) throws IOException {
        try (InputStream mapping = mapping()) {
            elasticsearch.indices().create(request -> request.index(index).withJson(mapping));
            log.info("Created the search index {}", index);
        }
    }

    /** From now on shoppers search this index and no other one, whatever a restored backup or a hand has left. */
    void publish(String index) throws IOException {
        Set<String> published = published();
        if (published.equals(Set.of(index))) {
            return;
        }
        List<Action> actions = new ArrayList<>();
        published.stream().filter(other -> !other.equals(index)).forEach(other -> actions
                .add(Action.of(action -> action.remove(remove -> remove.index(other).alias(alias)))));
        actions.add(Action.of(action -> action.add(add -> add.index(index).alias(alias))));
        elasticsearch.indices().updateAliases(request -> request.actions(actions));
        log.info("Shoppers now search {}", index);
    }

    /** Deletes all indexes of this alias but these. */
    void deleteOthers(Set<String> kept) throws IOException {
        for (String index : elasticsearch.indices().get(request -> request.index(alias + "-v*")).result().keySet()) {
            if (!kept.contains(index)) {
                elasticsearch.indices().delete(request -> request.index(index));
                log.info("Deleted the search index {}, which is not needed any longer", index);
            }
        }
    }

    /**
     * What became of a bulk. Products in neither list must be tried again.
     *
     * @param refused would be refused again, however often they were tried
     */
    record Written(List<IndexQueue.Entry> taken, List<IndexQueue.Entry> refused) {

        int settled() {
            return taken.size() + refused.size();
        }

        /** Taken by both, refused by either. */
        Written and(Written other) {
            return new Written(taken.stream().filter(other.taken::contains).toList(),
                    Stream.concat(refused.stream(), other.refused.stream()).distinct().toList());
        }
    }

    /**
     * Brings these revisions into the index and makes them searchable. A revision that is older than the index has already
     * changes nothing. Of a product whose revision is refused, an older one is not left behind either: it may have another
     * price.
     */
    Written write(String index, List<IndexQueue.Entry> entries) throws IOException {
        Written written = bulk(index, entries, ProductIndex::operation);
        return written.refused().isEmpty()
                ? written
                : new Written(written.taken(), bulk(index, written.refused(), ProductIndex::removal).taken());
    }

    private Written bulk(String index, List<IndexQueue.Entry> entries,
            Function<IndexQueue.Entry, BulkOperation> operation) throws IOException {
        BulkResponse response = elasticsearch.bulk(request -> request
                .index(index)
                .refresh(Refresh.True)
                .operations(entries.stream().map(operation).toList()));
        Written written = new Written(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < entries.size(); i++) {
            sort(entries.get(i), response.items().get(i), written);
        }
        return written;
    }

    /**
     * Only 400 is about the product itself. Everything else (a full disk, a block on the index, an overload) passes, and must
     * not cost a product its place in the index.
     */
    private static void sort(IndexQueue.Entry entry, BulkResponseItem item, Written written) {
        if (item.error() == null || item.status() == CONFLICT) {
            written.taken().add(entry);
        } else if (item.status() == BAD_REQUEST) {
            log.error("Elasticsearch refuses product {} in revision {}, which search will not show: {}", entry.id(),
                    entry.revision(), item.error().reason());
            written.refused().add(entry);
        }
    }

    private static BulkOperation operation(IndexQueue.Entry entry) {
        return entry.published()
                ? BulkOperation.of(bulk -> bulk.index(product -> product.id(entry.id().toString())
                        .version(entry.revision()).versionType(VersionType.ExternalGte)
                        .document(ProductDocument.of(entry))))
                : removal(entry);
    }

    private static BulkOperation removal(IndexQueue.Entry entry) {
        return BulkOperation.of(bulk -> bulk.delete(product -> product.id(entry.id().toString())
                .version(entry.revision()).versionType(VersionType.ExternalGte)));
    }

    private Set<String> published() throws IOException {
        try {
            return elasticsearch.indices().getAlias(request -> request.name(alias)).result().keySet();
        } catch (ElasticsearchException refused) {
            if (refused.status() == NOT_FOUND) {
                return Set.of();
            }
            throw refused;
        }
    }

    private static InputStream mapping() {
        InputStream mapping = ProductIndex.class.getClassLoader().getResourceAsStream(MAPPING);
        if (mapping == null) {
            throw new IllegalStateException(MAPPING + " is missing from the class path");
        }
        return mapping;
    }
}
