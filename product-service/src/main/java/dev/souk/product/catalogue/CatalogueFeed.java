package dev.souk.product.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes products over from a feed, many at once. A product whose feed line did not change is not touched, so what operators
 * have edited since stays; a withdrawn product stays withdrawn.
 */
@Service
public class CatalogueFeed {

    private final JdbcClient jdbc;
    private final AttributesJson json;
    private final Categories categories;
    private final Variants variants;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CatalogueFeed(JdbcClient jdbc, AttributesJson json, Categories categories, Variants variants, Clock clock,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.categories = categories;
        this.variants = variants;
        this.clock = clock;
        this.events = events;
    }

    /** Those of the SKUs that belong to a product with another external id: no feed may take them away. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<String> takenSkus(Collection<FeedProduct> feed) {
        return jdbc.sql("""
                SELECT v.sku
                FROM unnest(:skus, :externalIds) AS line (sku, external_id)
                JOIN variant v ON v.sku = line.sku
                JOIN product p ON p.id = v.product_id
                WHERE p.external_id IS DISTINCT FROM line.external_id""")
                .param("skus", feed.stream().map(product -> product.details().variants().getFirst().sku().value())
                        .toArray(String[]::new))
                .param("externalIds", feed.stream().map(FeedProduct::externalId).toArray(String[]::new))
                .query(String.class)
                .set();
    }

    /**
     * Creates and changes products in the caller's transaction.
     *
     * @param feed external ids must differ
     * @throws SkuTaken when a SKU of one belongs to another product
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<FeedOutcome> takeOver(Collection<FeedProduct> feed) {
        List<FeedOutcome> written = upsert(List.copyOf(feed), categoriesOf(feed));
        Map<String, FeedProduct> untouched = feed.stream()
                .collect(Collectors.toMap(FeedProduct::externalId, Function.identity()));
        variants.replace(written.stream()
                .map(outcome -> new Product(outcome.productId(), outcome.externalId(),
                        Objects.requireNonNull(untouched.remove(outcome.externalId())).details(),
                        ProductStatus.PUBLISHED, 1))
                .toList());
        List<FeedOutcome> outcomes = new ArrayList<>(written);
        outcomes.addAll(unchanged(untouched.keySet()));
        if (!written.isEmpty()) {
            events.publishEvent(new CatalogueChanged());
        }
        return outcomes;
    }

    private List<FeedOutcome> upsert(List<FeedProduct> feed, Map<CategoryPath, UUID> categoryIds) {
        return jdbc.sql("""
                INSERT INTO product (id, external_id, title, description, brand, category_id, attributes, status,
                                     version, revision, feed_hash, created_at, updated_at)
                SELECT CAST(id AS uuid), external_id, title, description, brand, CAST(category AS uuid),
                       CAST(attributes AS jsonb), 'PUBLISHED', 1, 1, feed_hash, :now, :now
                FROM unnest(:ids, :externalIds, :titles, :descriptions, :brands, :categories, :attributes, :hashes)
                     AS line (id, external_id, title, description, brand, category, attributes, feed_hash)
                ORDER BY external_id
                ON CONFLICT (external_id) DO UPDATE SET title = excluded.title, description = excluded.description,
                       brand = excluded.brand, category_id = excluded.category_id, attributes = excluded.attributes,
                       feed_hash = excluded.feed_hash, version = product.version + 1,
                       revision = product.revision + 1, queued_at = now(), updated_at = excluded.updated_at
                WHERE product.feed_hash IS DISTINCT FROM excluded.feed_hash
                RETURNING new.external_id, new.id, new.revision,
                       CASE WHEN old.id IS NULL THEN 'CREATED' ELSE 'CHANGED' END AS effect""")
                .param("ids", texts(feed, product -> ProductId.next().toString()))
                .param("externalIds", texts(feed, FeedProduct::externalId))
                .param("titles", texts(feed, product -> product.details().title()))
                .param("descriptions", texts(feed, product -> product.details().description()))
                .param("brands", feed.stream().map(product -> product.details().brand()).toArray(String[]::new))
                .param("categories", texts(feed,
                        product -> Objects.requireNonNull(categoryIds.get(product.details().category())).toString()))
                .param("attributes", texts(feed, product -> json.write(product.details().attributes())))
                .param("hashes", feed.stream().map(FeedProduct::hash).toArray(byte[][]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(CatalogueFeed::outcome)
                .list();
    }

    private List<FeedOutcome> unchanged(Set<String> externalIds) {
        return jdbc.sql("""
                SELECT external_id, id, revision, 'UNCHANGED' AS effect FROM product
                WHERE external_id = ANY (:externalIds)""")
                .param("externalIds", externalIds.toArray(String[]::new))
                .query(CatalogueFeed::outcome)
                .list();
    }

    private Map<CategoryPath, UUID> categoriesOf(Collection<FeedProduct> feed) {
        Map<CategoryPath, Category> known = new HashMap<>();
        for (FeedProduct product : feed) {
            if (!known.containsKey(product.details().category())) {
                addLineage(product.categoryNames(), known);
            }
        }
        return known.values().stream().collect(Collectors.toMap(Category::path, Category::id));
    }

    private void addLineage(List<String> names, Map<CategoryPath, Category> known) {
        Optional<Category> parent = Optional.empty();
        for (String name : names) {
            CategoryPath path = CategoryPath.child(parent.map(Category::path), name);
            Category under = parent.orElse(null);
            parent = Optional.of(known.computeIfAbsent(path, _ -> categories.findOrAdd(path, name, under)));
        }
    }

    private static String[] texts(List<FeedProduct> feed, Function<FeedProduct, String> text) {
        return feed.stream().map(text).toArray(String[]::new);
    }

    private static FeedOutcome outcome(ResultSet row, int number) throws SQLException {
        return new FeedOutcome(row.getString("external_id"), new ProductId(row.getObject("id", UUID.class)),
                row.getLong("revision"), FeedOutcome.Effect.valueOf(row.getString("effect")));
    }
}
