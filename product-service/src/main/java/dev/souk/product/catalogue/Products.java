package dev.souk.product.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The products as they are kept in PostgreSQL. */
@Repository
class Products {

    private static final String SELECT = """
            SELECT p.id, p.external_id, p.title, p.description, p.brand, c.path AS category, p.attributes, p.status,
                   p.version
            FROM product p JOIN category c ON c.id = p.category_id
            """;

    private final JdbcClient jdbc;
    private final AttributesJson json;
    private final Variants variants;
    private final Images images;
    private final Ratings ratings;
    private final Clock clock;

    Products(JdbcClient jdbc, AttributesJson json, Variants variants, Images images, Ratings ratings, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.variants = variants;
        this.images = images;
        this.ratings = ratings;
        this.clock = clock;
    }

    Optional<CatalogueEntry> find(ProductId id) {
        return entries(jdbc.sql(SELECT + "WHERE p.id = :id").param("id", id.value())).stream().findFirst();
    }

    Optional<CatalogueEntry> findByExternalId(String externalId) {
        return entries(jdbc.sql(SELECT + "WHERE p.external_id = :id").param("id", externalId)).stream().findFirst();
    }

    /** In no particular order; an id that nobody has is left out. */
    List<CatalogueEntry> find(Collection<ProductId> ids) {
        return entries(jdbc.sql(SELECT + "WHERE p.id = ANY (CAST(:ids AS uuid[]))")
                .param("ids", ids.stream().map(ProductId::toString).toArray(String[]::new)));
    }

    /**
     * Products in the status, the newest first.
     *
     * @param before only products older than this one
     * @param within only products of this category and those under it
     */
    List<CatalogueEntry> page(ProductStatus status, Optional<ProductId> before, Optional<CategoryPath> within,
            int size) {
        // no parameter, since partial indexes find each status
        return entries(jdbc.sql((SELECT + """
                WHERE p.status = '%s'
                  AND (CAST(:before AS uuid) IS NULL OR p.id < CAST(:before AS uuid))
                  AND (CAST(:within AS text) IS NULL OR c.path = :within OR starts_with(c.path, :within || '/'))
                ORDER BY p.id DESC
                LIMIT :size""").formatted(status.name()))
                .param("before", before.map(ProductId::toString).orElse(null))
                .param("within", within.map(CategoryPath::value).orElse(null))
                .param("size", size));
    }

    /** Those of the products that are published, as many as wanted, in the order of the ids. */
    List<CatalogueEntry> published(List<ProductId> ids, int size) {
        return entries(jdbc.sql(SELECT + """
                JOIN unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS wanted (id, place) ON wanted.id = p.id
                WHERE p.status = 'PUBLISHED'
                ORDER BY wanted.place
                LIMIT :size""")
                .param("ids", ids.stream().map(ProductId::toString).toArray(String[]::new))
                .param("size", size));
    }

    /** @throws ExternalIdTaken or {@link SkuTaken} when another product has one of its names */
    void insert(Product product, Category category) {
        int written = jdbc.sql("""
                INSERT INTO product (id, external_id, title, description, brand, category_id, attributes, status,
                                     version, revision, next_price_change, created_at, updated_at)
                VALUES (:id, :externalId, :title, :description, :brand, :category, CAST(:attributes AS jsonb), :status,
                        :version, :version, :nextPriceChange, :now, :now)
                ON CONFLICT (external_id) DO NOTHING""")
                .param("externalId", product.externalId())
                .params(columns(product, category))
                .update();
        if (written == 0) {
            throw new ExternalIdTaken("another product has the external id " + product.externalId());
        }
        variants.replace(List.of(product));
    }

    /** @throws StaleVersion when the row is no longer the version before this one */
    void update(Product product, Category category) {
        int written = jdbc.sql("""
                UPDATE product SET title = :title, description = :description, brand = :brand, category_id = :category,
                       attributes = CAST(:attributes AS jsonb), status = :status, version = :version,
                       next_price_change = :nextPriceChange, revision = revision + 1, queued_at = now(),
                       queued_behind = false, updated_at = :now
                WHERE id = :id AND version = :version - 1""")
                .params(columns(product, category))
                .update();
        if (written == 0) {
            throw new StaleVersion("product " + product.id() + " was edited in the meantime; read it again");
        }
        variants.replace(List.of(product));
    }

    /** Counts an edit of something that hangs on the product. */
    void touch(ProductId id) {
        jdbc.sql("""
                UPDATE product SET version = version + 1, revision = revision + 1, queued_at = now(),
                       queued_behind = false, updated_at = :now
                WHERE id = :id""")
                .param("id", id.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Locks products of which a price has changed by itself; those that somebody else is writing stay due.
     *
     * @return since when
     */
    Map<ProductId, Instant> lockDue(Instant now, int limit) {
        return jdbc.sql("""
                SELECT id, next_price_change FROM product
                WHERE next_price_change <= :now
                ORDER BY next_price_change
                LIMIT :limit
                FOR NO KEY UPDATE SKIP LOCKED""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> Map.entry(new ProductId(row.getObject("id", UUID.class)),
                        row.getObject("next_price_change", OffsetDateTime.class).toInstant()))
                .list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Writes the next versions of products in which nothing but the price of the moment is another. */
    void reprice(List<Product> products, Instant now) {
        jdbc.sql("""
                UPDATE product p
                SET version = line.version, next_price_change = CAST(line.next_price_change AS timestamptz),
                    revision = revision + 1, queued_at = now(), queued_behind = :many AND queues_behind(p),
                    updated_at = :now
                FROM unnest(:ids, :versions, :nextPriceChanges) AS line (id, version, next_price_change)
                WHERE p.id = CAST(line.id AS uuid)""")
                .param("many", products.size() > StockLevels.MOST_AHEAD)
                .param("ids", products.stream().map(product -> product.id().toString()).toArray(String[]::new))
                .param("versions", products.stream().map(Product::version).toArray(Long[]::new))
                .param("nextPriceChanges", products.stream()
                        .map(product -> product.details().nextPriceChange(now).map(Instant::toString).orElse(null))
                        .toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** When a price changes by itself next. */
    Optional<Instant> nextPriceChange() {
        return jdbc.sql("SELECT next_price_change FROM product WHERE next_price_change IS NOT NULL "
                + "ORDER BY next_price_change LIMIT 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** What these SKUs cost; left out is one that nobody has, or that only operators may know of yet. */
    List<Offer> offers(Collection<Sku> skus) {
        return jdbc.sql("""
                SELECT v.sku, p.id, p.title, coalesce(s.amount, v.amount) AS price, v.amount AS list_price, v.currency,
                       s.ends_at AS sale_until, p.status = 'PUBLISHED' AS sellable
                FROM variant v JOIN product p ON p.id = v.product_id
                LEFT JOIN sale_price s ON s.sku = v.sku AND s.starts_at <= :now AND :now < s.ends_at
                WHERE v.sku = ANY (:skus) AND p.status <> 'DRAFT'
                ORDER BY v.sku""")
                .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Offer::of)
                .list();
    }

    private Map<String, @Nullable Object> columns(Product product, Category category) {
        ProductDetails details = product.details();
        Instant now = clock.instant();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("id", product.id().value());
        columns.put("title", details.title());
        columns.put("description", details.description());
        columns.put("brand", details.brand());
        columns.put("category", category.id());
        columns.put("attributes", json.write(details.attributes()));
        columns.put("status", product.status().name());
        columns.put("version", product.version());
        columns.put("nextPriceChange",
                details.nextPriceChange(now).map(change -> change.atOffset(ZoneOffset.UTC)).orElse(null));
        columns.put("now", now.atOffset(ZoneOffset.UTC));
        return columns;
    }

    private List<CatalogueEntry> entries(JdbcClient.StatementSpec statement) {
        List<Head> heads = statement.query(this::head).list();
        Instant now = clock.instant();
        List<ProductId> ids = heads.stream().map(Head::id).toList();
        Map<ProductId, List<Variants.Row>> variantsOf = variants.of(ids).stream()
                .collect(Collectors.groupingBy(Variants.Row::productId));
        Map<ProductId, List<PublishedImage>> imagesOf = images.publishedOf(ids);
        Map<ProductId, Rating> ratingOf = ratings.of(ids);
        return heads.stream()
                .map(head -> head.entry(variantsOf.getOrDefault(head.id, List.of()),
                        imagesOf.getOrDefault(head.id, List.of()),
                        ratingOf.getOrDefault(head.id, Rating.NONE), now))
                .toList();
    }

    private Head head(ResultSet row, int number) throws SQLException {
        return new Head(new ProductId(row.getObject("id", UUID.class)), row.getString("external_id"),
                row.getString("title"), row.getString("description"), row.getString("brand"),
                new CategoryPath(row.getString("category")), json.read(row.getString("attributes")),
                ProductStatus.valueOf(row.getString("status")), row.getLong("version"));
    }

    /** A row of {@code product} without what hangs on it. */
    private record Head(ProductId id, @Nullable String externalId, String title, String description,
            @Nullable String brand, CategoryPath category, Attributes attributes, ProductStatus status, long version) {

        CatalogueEntry entry(List<Variants.Row> rows, List<PublishedImage> images, Rating rating, Instant now) {
            ProductDetails details = new ProductDetails(title, description, brand, category, attributes,
                    rows.stream().map(Variants.Row::variant).toList());
            Map<Sku, Long> available = rows.stream()
                    .collect(Collectors.toMap(row -> row.variant().sku(), Variants.Row::available));
            long stockVersion = rows.stream().mapToLong(Variants.Row::stockVersion).sum();
            return new CatalogueEntry(new Product(id, externalId, details, status, version), images, rating, available,
                    stockVersion, now);
        }
    }
}
