package dev.souk.product.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.souk.product.catalogue.CatalogueChanged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves that the index has what the database has, and repairs it where it has not. Counts and checksums are compared first;
 * only where they differ, the products one by one.
 */
@Service
public class IndexCheck {

    /** Products are split by the last byte of their ids. */
    public static final int MOST_SHARDS = 256;

    private static final int DOCUMENTS_IN_ONE_PAGE = 1_000;
    private static final String SETTLED = "greatest(indexed_revision, refused_revision) >= revision";
    private static final String IN_SHARD = "get_byte(uuid_send(id), 15) % :shards = :shard";

    private final JdbcClient jdbc;
    private final ElasticsearchClient elasticsearch;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final String alias;

    IndexCheck(JdbcClient jdbc, ElasticsearchClient elasticsearch, ApplicationEventPublisher events,
            TransactionTemplate transaction, SearchProperties search) {
        this.jdbc = jdbc;
        this.elasticsearch = elasticsearch;
        this.events = events;
        this.transaction = transaction;
        this.alias = search.alias();
    }

    /**
     * What was found, and is being repaired. Products that wait for the index anyway are left out.
     *
     * @param products that the index should have
     * @param documents that it has
     * @param missing products that it does not have, be it that it refuses them: they are tried again
     * @param outdated products of which it has another revision
     * @param surplus documents of products that are not on sale, or not there
     */
    public record Finding(long products, long documents, int missing, int outdated, int surplus) {}

    private record Sum(long count, long checksum) {}

    private record Row(UUID id, boolean expected, boolean settled, long revision) {}

    /**
     * Checks and repairs one shard of the products.
     *
     * @param shard 0 to shards - 1
     * @throws SearchUnavailable while Elasticsearch cannot be asked
     */
    public Finding check(int shard, int shards) {
        try {
            Sum documents = documents(shard, shards);
            Sum products = products(shard, shards);
            if (documents.equals(products)) {
                return new Finding(products.count, documents.count, 0, 0, 0);
            }
            Map<UUID, Long> suspects = differing(versions(inShard(shard, shards)), rows(shard, shards));
            // what was indexed between the two looks is no difference
            Map<UUID, Long> versions = versions(withIds(suspects.keySet()));
            Map<UUID, Row> rows = rows(suspects.keySet());
            Map<UUID, Long> differing = differing(versions, rows);
            repair(differing, rows);
            return finding(products, documents, differing, rows);
        } catch (ElasticsearchException | IOException failure) {
            throw new SearchUnavailable(failure);
        }
    }

    private static Finding finding(Sum products, Sum documents, Map<UUID, Long> differing, Map<UUID, Row> rows) {
        int missing = 0;
        int surplus = 0;
        for (Map.Entry<UUID, Long> one : differing.entrySet()) {
            Row row = rows.get(one.getKey());
            if (row == null || !row.expected) {
                surplus++;
            } else if (one.getValue() == 0) {
                missing++;
            }
        }
        return new Finding(products.count, documents.count, missing, differing.size() - missing - surplus, surplus);
    }

    /** By product that is not as it should be, the version in the index; 0 when it is not there. */
    private static Map<UUID, Long> differing(Map<UUID, Long> versions, Map<UUID, Row> rows) {
        Map<UUID, Long> differing = new HashMap<>();
        rows.values().stream().filter(Row::settled).forEach(row -> {
            long version = versions.getOrDefault(row.id, 0L);
            if (version != (row.expected ? row.revision : 0)) {
                differing.put(row.id, version);
            }
        });
        versions.forEach((id, version) -> {
            if (!rows.containsKey(id)) {
                differing.put(id, version);
            }
        });
        return differing;
    }

    /**
     * A product is indexed again with a revision above that of the index, even if a restored backup has fallen behind it. What
     * is no product is deleted.
     */
    private void repair(Map<UUID, Long> differing, Map<UUID, Row> rows) throws IOException {
        List<UUID> products = differing.keySet().stream().filter(rows::containsKey).sorted().toList();
        if (!products.isEmpty()) {
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("""
                        UPDATE product p SET revision = greatest(p.revision, other.version) + 1, queued_at = now(),
                               queued_behind = queues_behind(p)
                        FROM (SELECT CAST(id AS uuid) AS id, version
                              FROM unnest(:ids, :versions) AS line (id, version)) AS other
                        WHERE p.id = other.id""")
                        .param("ids", products.stream().map(UUID::toString).toArray(String[]::new))
                        .param("versions", products.stream().map(differing::get).toArray(Long[]::new))
                        .update();
                events.publishEvent(new CatalogueChanged());
            });
        }
        for (UUID unknown : differing.keySet()) {
            if (!rows.containsKey(unknown)) {
                elasticsearch.delete(request -> request.index(alias).id(unknown.toString()));
            }
        }
    }

    private Sum documents(int shard, int shards) throws IOException {
        SearchResponse<Void> response = elasticsearch.search(search -> search.index(alias).size(0)
                .trackTotalHits(track -> track.enabled(true))
                .query(inShard(shard, shards))
                .aggregations("checksum", checksum -> checksum.sum(sum -> sum.field("fingerprint"))), Void.class);
        // a sum of doubles is exact up to 2^53: two million products in one shard
        return new Sum(Objects.requireNonNull(response.hits().total()).value(),
                (long) Objects.requireNonNull(response.aggregations().get("checksum")).sum().value());
    }

    private Sum products(int shard, int shards) {
        return jdbc
                .sql("""
                        SELECT count(*) AS count, CAST(coalesce(sum(CAST(CAST('x' || substr(md5(id || ':' ||
                               greatest(indexed_revision, refused_revision)), 1, 8) AS bit(32)) AS bigint)), 0) AS bigint)
                               AS checksum
                        FROM product WHERE status = 'PUBLISHED' AND %s"""
                        .formatted(IN_SHARD))
                .param("shard", shard)
                .param("shards", shards)
                .query((row, _) -> new Sum(row.getLong("count"), row.getLong("checksum")))
                .single();
    }

    private Map<UUID, Row> rows(int shard, int shards) {
        return read(jdbc.sql(select(IN_SHARD)).param("shard", shard).param("shards", shards));
    }

    private Map<UUID, Row> rows(Collection<UUID> ids) {
        return read(jdbc.sql(select("id = ANY (CAST(:ids AS uuid[]))"))
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new)));
    }

    private static String select(String which) {
        return "SELECT id, status = 'PUBLISHED' AS expected, " + SETTLED
                + " AS settled, revision FROM product WHERE " + which;
    }

    private static Map<UUID, Row> read(JdbcClient.StatementSpec statement) {
        Map<UUID, Row> rows = new HashMap<>();
        statement.query((row, _) -> new Row(row.getObject("id", UUID.class), row.getBoolean("expected"),
                row.getBoolean("settled"), row.getLong("revision"))).list().forEach(row -> rows.put(row.id, row));
        return rows;
    }

    private Map<UUID, Long> versions(Query query) throws IOException {
        Map<UUID, Long> versions = new HashMap<>();
        List<FieldValue> after = new ArrayList<>();
        List<Hit<Void>> page;
        do {
            page = elasticsearch.search(page(query, after), Void.class).hits().hits();
            for (Hit<Void> hit : page) {
                versions.put(UUID.fromString(Objects.requireNonNull(hit.id())), Objects.requireNonNull(hit.version()));
                after = hit.sort();
            }
        } while (page.size() == DOCUMENTS_IN_ONE_PAGE);
        return versions;
    }

    private SearchRequest page(Query query, List<FieldValue> after) {
        return SearchRequest.of(search -> {
            search.index(alias).query(query).size(DOCUMENTS_IN_ONE_PAGE).version(true)
                    .source(source -> source.fetch(false))
                    .sort(sort -> sort.field(id -> id.field("id").order(SortOrder.Asc)));
            return after.isEmpty() ? search : search.searchAfter(after);
        });
    }

    private static Query inShard(int shard, int shards) {
        List<FieldValue> buckets = IntStream.range(0, MOST_SHARDS).filter(bucket -> bucket % shards == shard)
                .mapToObj(FieldValue::of).toList();
        return Query.of(query -> query.terms(terms -> terms.field("bucket").terms(any -> any.value(buckets))));
    }

    private static Query withIds(Collection<UUID> ids) {
        return Query.of(query -> query.ids(wanted -> wanted.values(ids.stream().map(UUID::toString).toList())));
    }
}
