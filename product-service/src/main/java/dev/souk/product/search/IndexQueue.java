package dev.souk.product.search;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.AttributesJson;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.Rating;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The products whose newest revision the index has neither taken nor refused for good. Whatever raises a product's
 * {@code revision} puts it into this queue, and sets {@code queued_at} and {@code queued_behind}.
 */
@Repository
class IndexQueue {

    private static final String WAITING = "greatest(indexed_revision, refused_revision) < revision";
    private static final UUID LEAST = new UUID(0, 0);
    private static final long LOCK = 0x50524f445558L;

    /** Rows that are in memory before their size is known, each up to about a megabyte. */
    private static final int FETCHED_AT_ONCE = 20;

    private final JdbcClient jdbc;
    private final AttributesJson json;
    private final Clock clock;

    IndexQueue(JdbcClient jdbc, AttributesJson json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A product to be indexed, or to be taken out of the index.
     *
     * @param revision of exactly this content
     * @param ratingTenths the average of the stars, 10 to 50; 0 without reviews
     * @param popularity about the binary logarithm of the confirmed orders with it
     * @param number that no other product has, 1 or more
     */
    record Entry(UUID id, @Nullable String externalId, String title, String description, @Nullable String brand,
            CategoryPath category, Attributes attributes, boolean published, long revision, Instant createdAt,
            List<String> skus, long price, String currency, boolean inStock, int popularity, int ratingTenths,
            @Nullable String image, long number) {}

    /** Each is a queue of its own. */
    enum Lane {

        /** What people change, one product or a few at a time: an edit, a sale that begins, the last piece sold. */
        AHEAD("NOT queued_behind"),
        /** What feeds and jobs change, many products at once. */
        BEHIND("queued_behind");

        private final String condition;

        Lane(String condition) {
            this.condition = condition;
        }
    }

    /**
     * Claims the queue until the end of the transaction. One indexer at a time is enough, and no row of the catalogue is
     * locked while Elasticsearch is being asked, so that an editor never waits for it.
     */
    boolean claim() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)").param("lock", LOCK).query(Boolean.class).single();
    }

    /**
     * Those in the lane that have waited longest.
     *
     * @param limit of products
     * @param bytes of texts after which no more products are added
     */
    List<Entry> next(Lane lane, int limit, long bytes) {
        return read(WAITING + " AND " + lane.condition, "queued_at, id", Optional.empty(), limit, bytes);
    }

    /**
     * Those on sale, waiting or not, in the order of their ids.
     *
     * @param after the last id that is left out; empty to begin
     */
    List<Entry> following(Optional<UUID> after, int limit, long bytes) {
        return read("status = 'PUBLISHED' AND id > :after", "id", Optional.of(after.orElse(LEAST)), limit, bytes);
    }

    /** With the price of now, or of the newest edit if the clock of the instance that made it is ahead of ours. */
    private List<Entry> read(String which, String order, Optional<UUID> after, int limit, long bytes) {
        JdbcClient.StatementSpec statement = jdbc.sql("""
                SELECT p.id, p.external_id, p.title, p.description, p.brand, c.path, p.attributes, p.status, p.revision,
                       p.created_at, p.popularity, p.number, v.skus, v.amount, v.currency, v.in_stock, i.media_key,
                       r.stars, octet_length(p.description) + octet_length(CAST(p.attributes AS text)) AS bytes
                FROM (SELECT id FROM product WHERE %1$s ORDER BY %2$s LIMIT :limit) AS chosen
                JOIN product p USING (id)
                JOIN category c ON c.id = p.category_id
                LEFT JOIN LATERAL (
                    SELECT array_agg(variant.sku ORDER BY position) AS skus,
                           min(coalesce(sale.amount, variant.amount)) AS amount, min(currency) AS currency,
                           bool_or(coalesce(available, 0) > 0) AS in_stock
                    FROM variant LEFT JOIN stock_level USING (sku)
                    LEFT JOIN sale_price sale ON sale.sku = variant.sku
                         AND sale.starts_at <= greatest(:now, p.updated_at)
                         AND greatest(:now, p.updated_at) < sale.ends_at
                    WHERE variant.product_id = p.id) AS v ON true
                LEFT JOIN LATERAL (
                    SELECT media_key FROM product_image
                    WHERE product_id = p.id AND status = 'PUBLISHED' ORDER BY position, id LIMIT 1) AS i ON true
                LEFT JOIN product_rating r ON r.product_id = p.id
                ORDER BY %2$s"""
                .formatted(which, order))
                .withFetchSize(FETCHED_AT_ONCE)
                .param("limit", limit)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC));
        after.ifPresent(id -> statement.param("after", id));
        try (Stream<Sized> rows = statement.query(this::sized).stream()) {
            return upTo(bytes, rows.iterator());
        }
    }

    private record Sized(Entry entry, long bytes) {}

    private static List<Entry> upTo(long bytes, Iterator<Sized> rows) {
        List<Entry> entries = new ArrayList<>();
        for (long sum = 0; sum < bytes && rows.hasNext();) {
            Sized next = rows.next();
            entries.add(next.entry());
            sum += next.bytes();
        }
        return entries;
    }

    /** The index has these revisions, or newer ones. */
    void indexed(List<Entry> entries) {
        settle("indexed_revision", entries);
    }

    /** The index will never take these revisions. */
    void refused(List<Entry> entries) {
        settle("refused_revision", entries);
    }

    private void settle(String column, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                UPDATE product p SET %1$s = done.revision
                FROM (SELECT CAST(id AS uuid) AS id, revision FROM unnest(:ids, :revisions) AS line (id, revision)
                      ORDER BY 1) AS done
                WHERE p.id = done.id AND p.%1$s < done.revision""".formatted(column))
                .param("ids", entries.stream().map(entry -> entry.id().toString()).toArray(String[]::new))
                .param("revisions", entries.stream().map(Entry::revision).toArray(Long[]::new))
                .update();
    }

    boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM product WHERE " + WAITING + ")").query(Boolean.class).single();
    }

    long waiting() {
        return jdbc.sql("SELECT count(*) FROM product WHERE " + WAITING).query(Long.class).single();
    }

    /** How long the first of both lanes has waited; zero when there is none. */
    Duration age() {
        return Duration.ofMillis(jdbc.sql("""
                SELECT CAST(coalesce(extract(epoch FROM now() - min(queued_at)), 0) * 1000 AS bigint)
                FROM (VALUES (false), (true)) AS lane (behind)
                CROSS JOIN LATERAL (SELECT queued_at FROM product WHERE queued_behind = lane.behind AND %s
                                    ORDER BY queued_at LIMIT 1) AS first""".formatted(WAITING))
                .query(Long.class).single());
    }

    /** Products whose newest revision the index has refused. */
    long refused() {
        return jdbc.sql("SELECT count(*) FROM product WHERE refused_revision = revision").query(Long.class).single();
    }

    private Sized sized(ResultSet row, int number) throws SQLException {
        return new Sized(entry(row), row.getLong("bytes"));
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getObject("id", UUID.class), row.getString("external_id"), row.getString("title"),
                row.getString("description"), row.getString("brand"), new CategoryPath(row.getString("path")),
                json.read(row.getString("attributes")), "PUBLISHED".equals(row.getString("status")),
                row.getLong("revision"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Arrays.asList((String[]) row.getArray("skus").getArray()), row.getLong("amount"),
                row.getString("currency"), row.getBoolean("in_stock"), row.getInt("popularity"),
                ratingTenths(row.getArray("stars")),
                row.getString("media_key"), row.getLong("number"));
    }

    private static int ratingTenths(@Nullable Array stars) throws SQLException {
        return stars == null
                ? 0
                : new Rating(Arrays.asList((Long[]) stars.getArray()), 0).averageTenths().orElse(0);
    }
}
