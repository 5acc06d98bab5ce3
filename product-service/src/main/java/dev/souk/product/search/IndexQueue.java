package dev.souk.product.search;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.AttributesJson;
import dev.souk.product.catalogue.CategoryPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The products whose newest revision is not in the index: the rows with {@code indexed_revision < revision}. */
@Repository
class IndexQueue {

    private static final long LOCK = 0x50524f445558L;

    private final JdbcClient jdbc;
    private final AttributesJson json;

    IndexQueue(JdbcClient jdbc, AttributesJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A product to be indexed, or to be taken out of the index.
     *
     * @param revision of exactly this content
     */
    record Entry(UUID id, @Nullable String externalId, String title, String description, @Nullable String brand,
            CategoryPath category, Attributes attributes, boolean published, long revision, Instant createdAt,
            List<String> skus, long price, String currency, boolean inStock, @Nullable String image) {}

    /**
     * Claims the queue until the end of the transaction. One indexer at a time is enough, and no row of the catalogue is
     * locked while Elasticsearch is being asked, so that an editor never waits for it.
     */
    boolean claim() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)").param("lock", LOCK).query(Boolean.class).single();
    }

    List<Entry> next(int limit) {
        return jdbc.sql("""
                SELECT p.id, p.external_id, p.title, p.description, p.brand, c.path, p.attributes, p.status, p.revision,
                       p.created_at, v.skus, v.amount, v.currency, v.in_stock, i.media_key
                FROM (SELECT id FROM product WHERE indexed_revision < revision ORDER BY id LIMIT :limit) AS waiting
                JOIN product p USING (id)
                JOIN category c ON c.id = p.category_id
                LEFT JOIN LATERAL (
                    SELECT array_agg(variant.sku ORDER BY position) AS skus, min(amount) AS amount,
                           min(currency) AS currency, bool_or(coalesce(available, 0) > 0) AS in_stock
                    FROM variant LEFT JOIN stock_level USING (sku)
                    WHERE variant.product_id = p.id) AS v ON true
                LEFT JOIN LATERAL (
                    SELECT media_key FROM product_image
                    WHERE product_id = p.id AND status = 'PUBLISHED' ORDER BY id LIMIT 1) AS i ON true""")
                .param("limit", limit)
                .query(this::entry)
                .list();
    }

    /** The index has these revisions, or newer ones. */
    void indexed(List<Entry> entries) {
        jdbc.sql("""
                UPDATE product p SET indexed_revision = done.revision
                FROM (SELECT CAST(id AS uuid) AS id, revision FROM unnest(:ids, :revisions) AS line (id, revision)
                      ORDER BY 1) AS done
                WHERE p.id = done.id AND p.indexed_revision < done.revision""")
                .param("ids", entries.stream().map(entry -> entry.id().toString()).toArray(String[]::new))
                .param("revisions", entries.stream().map(Entry::revision).toArray(Long[]::new))
                .update();
    }

    /** Everything must be indexed again. */
    void requeueAll() {
        jdbc.sql("UPDATE product SET indexed_revision = 0 WHERE indexed_revision > 0").update();
    }

    boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM product WHERE indexed_revision < revision)")
                .query(Boolean.class)
                .single();
    }

    private Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getObject("id", UUID.class), row.getString("external_id"), row.getString("title"),
                row.getString("description"), row.getString("brand"), new CategoryPath(row.getString("path")),
                json.read(row.getString("attributes")), "PUBLISHED".equals(row.getString("status")),
                row.getLong("revision"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Arrays.asList((String[]) row.getArray("skus").getArray()), row.getLong("amount"),
                row.getString("currency"), row.getBoolean("in_stock"), row.getString("media_key"));
    }
}
