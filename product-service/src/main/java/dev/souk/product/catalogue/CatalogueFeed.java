package dev.souk.product.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes products over from a feed, many at once. A product whose feed line did not change is not touched, so what operators
 * have edited since stays; a withdrawn product stays withdrawn, and what operators have added to a product stays with it.
 */
@Service
public class CatalogueFeed {

    private final JdbcClient jdbc;
    private final AttributesJson json;
    private final Categories categories;
    private final AttributeDefinitions attributeDefinitions;
    private final Variants variants;
    private final Clock clock;
    private final ProductChanges changes;

    CatalogueFeed(JdbcClient jdbc, AttributesJson json, Categories categories,
            AttributeDefinitions attributeDefinitions, Variants variants, Clock clock, ProductChanges changes) {
        this.jdbc = jdbc;
        this.json = json;
        this.categories = categories;
        this.attributeDefinitions = attributeDefinitions;
        this.variants = variants;
        this.clock = clock;
        this.changes = changes;
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
                .param("skus", feed.stream().map(product -> product.variant().sku().value()).toArray(String[]::new))
                .param("externalIds", feed.stream().map(FeedProduct::externalId).toArray(String[]::new))
                .query(String.class)
                .set();
    }

    /**
     * By external id, what is wrong with products whose attributes are not as their category defines them, or which do not go
     * together with what operators have added.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, InvalidProduct> misfits(Collection<FeedProduct> feed) {
        Function<FeedProduct, Attributes> typed = attributesAsDefined(feed);
        Map<String, List<Variant>> present = variantsOfChanged(feed);
        Map<String, InvalidProduct> misfits = new HashMap<>();
        for (FeedProduct product : feed) {
            try {
                ProductDetails _ = product.with(typed.apply(product))
                        .broughtTo(present.getOrDefault(product.externalId(), List.of()));
            } catch (InvalidProduct misfit) {
                misfits.put(product.externalId(), misfit);
            }
        }
        return misfits;
    }

    /**
     * Creates and changes products in the caller's transaction.
     *
     * @param feed external ids must differ, and none is among the {@link #misfits}
     * @param importId the import that brings them
     * @throws SkuTaken when a SKU of one belongs to another product
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<FeedOutcome> takeOver(Collection<FeedProduct> feed, UUID importId) {
        Function<FeedProduct, Attributes> typed = attributesAsDefined(feed);
        return write(feed.stream().map(product -> product.with(typed.apply(product))).toList(), importId);
    }

    private Function<FeedProduct, Attributes> attributesAsDefined(Collection<FeedProduct> feed) {
        Map<CategoryPath, List<AttributeDefinition>> defined = attributeDefinitions
                .along(feed.stream().map(product -> product.details().category()).distinct().toList());
        Map<CategoryPath, AttributeRules> rules = new HashMap<>();
        return product -> rules
                .computeIfAbsent(product.details().category(), category -> new AttributeRules(category, defined))
                .ofFeed(product.details().attributes());
    }

    private List<FeedOutcome> write(List<FeedProduct> feed, UUID importId) {
        List<Written> written = upsert(feed, categoriesOf(feed));
        Map<String, FeedProduct> untouched = feed.stream()
                .collect(Collectors.toMap(FeedProduct::externalId, Function.identity()));
        Map<ProductId, List<Variant>> before = variantsBefore(written);
        List<Product> products = new ArrayList<>();
        List<ProductChange> made = new ArrayList<>();
        for (Written row : written) {
            List<Variant> present = before.getOrDefault(row.id, List.of());
            ProductDetails details = Objects.requireNonNull(untouched.remove(row.externalId)).broughtTo(present);
            Product product = new Product(row.id, row.externalId, details, row.status, row.version);
            products.add(product);
            made.add(row.before == null
                    ? ProductChange.created(product)
                    : ProductChange.between(row.before.product(row, present), product));
        }
        variants.replace(products);
        schedulePriceChanges(products.stream().filter(product -> before.containsKey(product.id())).toList());
        changes.made(made, new ChangedBy.Import(importId));
        List<FeedOutcome> outcomes = new ArrayList<>(written.stream().map(Written::outcome).toList());
        outcomes.addAll(unchanged(untouched.keySet()));
        return outcomes;
    }

    /** By external id, of those products that are there and would be changed. */
    private Map<String, List<Variant>> variantsOfChanged(Collection<FeedProduct> feed) {
        Map<ProductId, String> changed = new HashMap<>();
        jdbc.sql("""
                SELECT p.id, p.external_id
                FROM unnest(:externalIds, :hashes) AS line (external_id, hash)
                JOIN product p ON p.external_id = line.external_id
                WHERE p.feed_hash IS DISTINCT FROM line.hash""")
                .param("externalIds", feed.stream().map(FeedProduct::externalId).toArray(String[]::new))
                .param("hashes", feed.stream().map(FeedProduct::hash).toArray(byte[][]::new))
                .query(row -> {
                    changed.put(new ProductId(row.getObject("id", UUID.class)), row.getString("external_id"));
                });
        return changed.isEmpty()
                ? Map.of()
                : variants.of(changed.keySet()).stream()
                        .collect(Collectors.groupingBy(row -> changed.get(row.productId()),
                                Collectors.mapping(Variants.Row::variant, Collectors.toList())));
    }

    /** Of the products that were changed, not created. */
    private Map<ProductId, List<Variant>> variantsBefore(List<Written> written) {
        List<ProductId> changed = written.stream().filter(row -> row.before != null).map(Written::id).toList();
        return changed.isEmpty()
                ? Map.of()
                : variants.of(changed).stream().collect(Collectors.groupingBy(Variants.Row::productId,
                        Collectors.mapping(Variants.Row::variant, Collectors.toList())));
    }

    /**
     * A product that was written.
     *
     * @param before null when it was created
     */
    private record Written(ProductId id, String externalId, ProductStatus status, long version, long revision,
            @Nullable Before before) {

        FeedOutcome outcome() {
            return new FeedOutcome(externalId, id, revision,
                    before == null ? FeedOutcome.Effect.CREATED : FeedOutcome.Effect.CHANGED);
        }
    }

    /** What a row said before. */
    private record Before(String title, String description, @Nullable String brand, CategoryPath category,
            Attributes attributes) {

        Product product(Written row, List<Variant> variants) {
            return new Product(row.id, row.externalId,
                    new ProductDetails(title, description, brand, category, attributes, variants), row.status,
                    row.version - 1);
        }
    }

    private List<Written> upsert(List<FeedProduct> feed, Map<CategoryPath, UUID> categoryIds) {
        Instant now = clock.instant();
        return jdbc.sql("""
                INSERT INTO product (id, external_id, title, description, brand, category_id, attributes, status,
                                     version, revision, queued_behind, next_price_change, feed_hash,
                                     created_at, updated_at)
                SELECT CAST(id AS uuid), external_id, title, description, brand, CAST(category AS uuid),
                       CAST(attributes AS jsonb), 'PUBLISHED', 1, 1, true,
                       CAST(next_price_change AS timestamptz), feed_hash, :now, :now
                FROM unnest(:ids, :externalIds, :titles, :descriptions, :brands, :categories, :attributes,
                            :nextPriceChanges, :hashes)
                     AS line (id, external_id, title, description, brand, category, attributes,
                              next_price_change, feed_hash)
                ORDER BY external_id
                ON CONFLICT (external_id) DO UPDATE SET title = excluded.title, description = excluded.description,
                       brand = excluded.brand, category_id = excluded.category_id, attributes = excluded.attributes,
                       feed_hash = excluded.feed_hash, version = product.version + 1,
                       revision = product.revision + 1, queued_at = now(), queued_behind = queues_behind(product),
                       updated_at = excluded.updated_at
                WHERE product.feed_hash IS DISTINCT FROM excluded.feed_hash
                RETURNING new.id, new.external_id, new.status, new.version, new.revision, old.id IS NULL AS created,
                       old.title, old.description, old.brand, old.attributes,
                       (SELECT path FROM category WHERE category.id = old.category_id) AS category""")
                .param("ids", texts(feed, product -> ProductId.next().toString()))
                .param("externalIds", texts(feed, FeedProduct::externalId))
                .param("titles", texts(feed, product -> product.details().title()))
                .param("descriptions", texts(feed, product -> product.details().description()))
                .param("brands", feed.stream().map(product -> product.details().brand()).toArray(String[]::new))
                .param("categories", texts(feed,
                        product -> Objects.requireNonNull(categoryIds.get(product.details().category())).toString()))
                .param("attributes", texts(feed, product -> json.write(product.details().attributes())))
                .param("nextPriceChanges", feed.stream()
                        .map(product -> product.details().nextPriceChange(now).map(Instant::toString).orElse(null))
                        .toArray(String[]::new))
                .param("hashes", feed.stream().map(FeedProduct::hash).toArray(byte[][]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(this::written)
                .list();
    }

    /** Of products that may have sales which the feed does not know of. */
    private void schedulePriceChanges(List<Product> changed) {
        Instant now = clock.instant();
        jdbc.sql("""
                UPDATE product SET next_price_change = line.at
                FROM (SELECT CAST(id AS uuid) AS id, CAST(at AS timestamptz) AS at
                      FROM unnest(:ids, :nextPriceChanges) AS given (id, at)) AS line
                WHERE product.id = line.id AND next_price_change IS DISTINCT FROM line.at""")
                .param("ids", changed.stream().map(product -> product.id().toString()).toArray(String[]::new))
                .param("nextPriceChanges", changed.stream()
                        .map(product -> product.details().nextPriceChange(now).map(Instant::toString).orElse(null))
                        .toArray(String[]::new))
                .update();
    }

    private Written written(ResultSet row, int number) throws SQLException {
        Before before = row.getBoolean("created")
                ? null
                : new Before(row.getString("title"), row.getString("description"), row.getString("brand"),
                        new CategoryPath(row.getString("category")), json.read(row.getString("attributes")));
        return new Written(new ProductId(row.getObject("id", UUID.class)), row.getString("external_id"),
                ProductStatus.valueOf(row.getString("status")), row.getLong("version"), row.getLong("revision"),
                before);
    }

    private List<FeedOutcome> unchanged(Set<String> externalIds) {
        return jdbc.sql("""
                SELECT external_id, id, revision FROM product
                WHERE external_id = ANY (:externalIds)""")
                .param("externalIds", externalIds.toArray(String[]::new))
                .query((row, _) -> new FeedOutcome(row.getString("external_id"),
                        new ProductId(row.getObject("id", UUID.class)), row.getLong("revision"),
                        FeedOutcome.Effect.UNCHANGED))
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
}
