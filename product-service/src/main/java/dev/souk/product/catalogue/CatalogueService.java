package dev.souk.product.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with the catalogue, each in one transaction. */
@Service
public class CatalogueService {

    private static final int LONGEST_CATEGORY_NAME = 60;
    private static final int PRODUCTS_AT_ONCE = 200;

    private final Products products;
    private final Images images;
    private final Categories categories;
    private final AttributeDefinitions attributeDefinitions;
    private final ProductChanges changes;
    private final ProductHistory history;

    CatalogueService(Products products, Images images, Categories categories,
            AttributeDefinitions attributeDefinitions, ProductChanges changes, ProductHistory history) {
        this.products = products;
        this.images = images;
        this.categories = categories;
        this.attributeDefinitions = attributeDefinitions;
        this.changes = changes;
        this.history = history;
    }

    /** @throws ProductNotFound when nobody has the id, or the caller may not see the product */
    @Transactional(readOnly = true)
    public CatalogueEntry product(ProductId id, boolean forOperator) {
        return products.find(id).filter(entry -> forOperator || entry.product().isPublished())
                .orElseThrow(() -> new ProductNotFound("no product has the id " + id));
    }

    /** @throws ProductNotFound when nobody has the id, or the caller may not see the product */
    @Transactional(readOnly = true)
    public CatalogueEntry productByExternalId(String externalId, boolean forOperator) {
        return products.findByExternalId(externalId)
                .filter(entry -> forOperator || entry.product().isPublished())
                .orElseThrow(() -> new ProductNotFound("no product has this external id"));
    }

    /**
     * Products in the status, the newest first; shoppers see published ones only.
     *
     * @throws UnknownCategory when {@code within} is unknown
     */
    @Transactional(readOnly = true)
    public List<CatalogueEntry> page(ProductStatus status, Optional<ProductId> before, Optional<CategoryPath> within,
            int size) {
        within.ifPresent(this::categoryAt);
        return products.page(status, before, within, size);
    }

    /**
     * Those of the products that are published, in the order of their ids in the list.
     *
     * @param size how many at most
     */
    @Transactional(readOnly = true)
    public List<CatalogueEntry> published(List<ProductId> ids, int size) {
        return products.published(ids, size);
    }

    /** Prices of those SKUs that exist. */
    @Transactional(readOnly = true)
    public List<Offer> offers(Collection<Sku> skus) {
        return products.offers(skus);
    }

    /**
     * Who changed what of a product, the newest version first.
     *
     * @param before only versions older than this one
     * @throws ProductNotFound when nobody has the id
     */
    @Transactional(readOnly = true)
    public List<RecordedChange> history(ProductId id, OptionalLong before, int size) {
        product(id, true);
        return history.page(id, before, size);
    }

    /**
     * @throws InvalidProduct when an attribute is not as its category defines it
     * @throws UnknownCategory, {@link ExternalIdTaken} or {@link SkuTaken}
     */
    @Transactional
    public CatalogueEntry create(@Nullable String externalId, ProductDetails details, ProductStatus status,
            ChangedBy by) {
        Product product = Product.create(externalId, details, status);
        Category category = categoryAt(details.category());
        rulesOf(details.category()).check(details, Optional.empty());
        products.insert(product, category);
        changes.made(List.of(ProductChange.created(product)), by);
        return products.find(product.id()).orElseThrow();
    }

    /**
     * Replaces what is said of a product.
     *
     * @param seen the versions of which the editor made the change
     * @throws StaleVersion when it has been edited since
     * @throws InvalidProduct when an attribute is not as its category defines it
     */
    @Transactional
    public CatalogueEntry edit(ProductId id, LongPredicate seen, UnaryOperator<ProductDetails> edit,
            Function<ProductStatus, ProductStatus> status, ChangedBy by) {
        return change(id, seen,
                product -> product.edit(edit.apply(product.details()), status.apply(product.status())), by);
    }

    /** Takes a product off sale for good or for a while; see {@link #edit} for the refusals. */
    @Transactional
    public void withdraw(ProductId id, LongPredicate seen, ChangedBy by) {
        change(id, seen, Product::withdraw, by);
    }

    /** The product shows another image: an edit like any other, whatever version its editor had seen. */
    @Transactional
    public void imageAdded(ProductId id, UUID imageId, ChangedBy by) {
        products.touch(id);
        Product product = product(id, true).product();
        changes.made(List.of(ProductChange.of(product,
                List.of(new FieldChange("/images/-", null, imageId.toString())))), by);
    }

    /**
     * Takes images off a product, or puts them in another order.
     *
     * @param seen whether a version is one that the editor has seen
     * @param edit makes of the ids of the images those that stay
     * @throws ProductNotFound when nobody has the id
     * @throws StaleVersion when it has been edited since
     */
    @Transactional
    public CatalogueEntry editImages(ProductId id, LongPredicate seen, UnaryOperator<List<UUID>> edit, ChangedBy by) {
        products.touch(id); // nobody else edits it from here on
        CatalogueEntry touched = product(id, true);
        checkVersion(id, touched.product().version() - 1, seen);
        List<UUID> before = touched.images().stream().map(PublishedImage::id).toList();
        List<UUID> after = edit.apply(before);
        images.keep(id, after);
        changes.made(List.of(ProductChange.of(touched.product(), before.equals(after)
                ? List.of()
                : List.of(new FieldChange("/images", texts(before), texts(after))))), by);
        return product(id, true);
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    @Transactional(readOnly = true)
    public List<Category> categories() {
        return categories.all();
    }

    /**
     * Adds a category under a parent, or a root.
     *
     * @throws InvalidProduct when no path can be made of the name
     * @throws UnknownCategory when there is no such parent
     * @throws CategoryExists when its path is taken
     */
    @Transactional
    public Category addCategory(String name, @Nullable UUID parentId) {
        categories.lockTree();
        Category parent = parentOf(parentId);
        CategoryPath path = path(parent, name);
        if (!categories.add(path, name.strip(), parent)) {
            throw Categories.exists(path);
        }
        return categories.find(path).orElseThrow();
    }

    /** @throws CategoryNotFound when nobody has the id */
    @Transactional(readOnly = true)
    public Category category(UUID id) {
        return categories.find(id).orElseThrow(() -> new CategoryNotFound("no category has the id " + id));
    }

    /**
     * Renames a category, or moves it with all that is below it; their paths change with it.
     *
     * @param seen the versions of which the editor made the change
     * @param name by the present one
     * @param parentId by the present one; null makes it a root
     * @throws CategoryNotFound when nobody has the id
     * @throws StaleVersion when it has been edited since
     * @throws InvalidProduct when no path can be made of the name, or it would come under itself
     * @throws UnknownCategory when there is no such parent
     * @throws CategoryExists when a path is taken
     */
    @Transactional
    public Category editCategory(UUID id, LongPredicate seen, UnaryOperator<String> name,
            Function<@Nullable UUID, @Nullable UUID> parentId, ChangedBy by) {
        categories.lockTree();
        Category before = unchanged(id, seen);
        Category parent = parentOf(parentId.apply(before.parentId()));
        if (parent != null && parent.path().isWithin(before.path())) {
            throw new InvalidProduct("/parentId", "a category cannot come under itself");
        }
        String edited = name.apply(before.name());
        CategoryPath path = path(parent, edited);
        CategoryPath.checkLength(categories.longestPathIn(before.path()) - before.path().value().length()
                + path.value().length());
        List<ProductId> moved = categories.update(before, path, edited.strip(), parent);
        for (int i = 0; i < moved.size(); i += PRODUCTS_AT_ONCE) {
            List<ProductId> some = moved.subList(i, Math.min(i + PRODUCTS_AT_ONCE, moved.size()));
            changes.made(products.find(some).stream()
                    .map(entry -> moved(entry.product(), before.path(), path))
                    .toList(), by);
        }
        return category(id);
    }

    private static ProductChange moved(Product product, CategoryPath from, CategoryPath to) {
        String now = product.details().category().value();
        return ProductChange.of(product, List.of(
                new FieldChange("/category", from + now.substring(to.value().length()), now)));
    }

    /**
     * Deletes a category that is empty.
     *
     * @throws CategoryNotFound when nobody has the id
     * @throws StaleVersion when it has been edited since
     * @throws CategoryInUse when it has products or categories below it
     */
    @Transactional
    public void deleteCategory(UUID id, LongPredicate seen) {
        categories.delete(unchanged(id, seen));
    }

    /**
     * What is said of attributes in a category and those above it, the root first; those that say nothing are left out.
     *
     * @throws CategoryNotFound when nobody has the id
     */
    @Transactional(readOnly = true)
    public Map<CategoryPath, List<AttributeDefinition>> attributeDefinitions(UUID categoryId) {
        return attributeDefinitions.along(List.of(category(categoryId).path()));
    }

    /**
     * Replaces what the category itself says of attributes. Products that are there already stay as they are until their
     * attributes are edited.
     *
     * @param seen the versions of the category of which the editor made the change
     * @throws CategoryNotFound when nobody has the id
     * @throws StaleVersion when it has been edited since
     * @throws InvalidProduct when two have the same name
     */
    @Transactional
    public Category defineAttributes(UUID categoryId, LongPredicate seen, List<AttributeDefinition> definitions) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < definitions.size(); i++) {
            if (!names.add(definitions.get(i).name())) {
                throw new InvalidProduct("/items/" + i + "/name", "another definition has the same name");
            }
        }
        categories.lockTree();
        Category category = unchanged(categoryId, seen);
        categories.touchAllIn(category.path());
        attributeDefinitions.replace(category, definitions);
        return category(categoryId);
    }

    private AttributeRules rulesOf(CategoryPath category) {
        return new AttributeRules(category, attributeDefinitions.along(List.of(category)));
    }

    private Category unchanged(UUID id, LongPredicate seen) {
        Category category = category(id);
        if (!seen.test(category.version())) {
            throw new StaleVersion("category " + id + " is at version " + category.version() + "; read it again");
        }
        return category;
    }

    private @Nullable Category parentOf(@Nullable UUID parentId) {
        return parentId == null
                ? null
                : categories.find(parentId)
                        .orElseThrow(() -> new UnknownCategory("/parentId", "no category has the id " + parentId));
    }

    private static CategoryPath path(@Nullable Category parent, String name) {
        Texts.checkLine("/name", name, LONGEST_CATEGORY_NAME);
        return CategoryPath.child(Optional.ofNullable(parent).map(Category::path), name);
    }

    private CatalogueEntry change(ProductId id, LongPredicate seen, UnaryOperator<Product> change, ChangedBy by) {
        Product before = product(id, true).product();
        checkVersion(id, before.version(), seen);
        Product after = change.apply(before);
        Category category = categoryAt(after.details().category());
        rulesOf(after.details().category()).check(after.details(), Optional.of(before.details()));
        products.update(after, category);
        changes.made(List.of(ProductChange.between(before, after)), by);
        return product(id, true);
    }

    private static void checkVersion(ProductId id, long version, LongPredicate seen) {
        if (!seen.test(version)) {
            throw new StaleVersion("product " + id + " is at version " + version + "; read it again");
        }
    }

    private Category categoryAt(CategoryPath path) {
        return categories.find(path)
                .orElseThrow(
                        () -> new UnknownCategory("/category", "there is no category " + path + "; create it first"));
    }
}
