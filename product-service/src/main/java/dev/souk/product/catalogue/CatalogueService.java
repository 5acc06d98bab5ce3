package dev.souk.product.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with the catalogue, each in one transaction. */
@Service
public class CatalogueService {

    private static final int LONGEST_CATEGORY_NAME = 60;

    private final Products products;
    private final Categories categories;
    private final ApplicationEventPublisher events;

    CatalogueService(Products products, Categories categories, ApplicationEventPublisher events) {
        this.products = products;
        this.categories = categories;
        this.events = events;
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
     * Published products, the newest first.
     *
     * @throws CategoryNotFound when {@code within} is unknown
     */
    @Transactional(readOnly = true)
    public List<CatalogueEntry> page(Optional<ProductId> before, Optional<CategoryPath> within, int size) {
        within.ifPresent(this::categoryAt);
        return products.page(before, within, size);
    }

    /** Prices of those SKUs that exist. */
    @Transactional(readOnly = true)
    public List<Offer> offers(Collection<Sku> skus) {
        return products.offers(skus);
    }

    /** @throws CategoryNotFound, {@link ExternalIdTaken} or {@link SkuTaken} */
    @Transactional
    public CatalogueEntry create(@Nullable String externalId, ProductDetails details, ProductStatus status) {
        Product product = Product.create(externalId, details, status);
        products.insert(product, categoryAt(details.category()));
        events.publishEvent(new CatalogueChanged());
        return products.find(product.id()).orElseThrow();
    }

    /**
     * Replaces what is said of a product.
     *
     * @param expectedVersion what the editor has seen
     * @throws StaleVersion when it has been edited since
     */
    @Transactional
    public CatalogueEntry edit(ProductId id, long expectedVersion, UnaryOperator<ProductDetails> edit,
            Function<ProductStatus, ProductStatus> status) {
        return change(id, expectedVersion,
                product -> product.edit(edit.apply(product.details()), status.apply(product.status())));
    }

    /** Takes a product off sale for good or for a while; see {@link #edit} for the refusals. */
    @Transactional
    public void withdraw(ProductId id, long expectedVersion) {
        change(id, expectedVersion, Product::withdraw);
    }

    /** The product shows another image: an edit like any other, whatever version its editor had seen. */
    @Transactional
    public void imageAdded(ProductId id) {
        products.touch(id);
        events.publishEvent(new CatalogueChanged());
    }

    @Transactional(readOnly = true)
    public List<Category> categories() {
        return categories.all();
    }

    /**
     * Adds a category under a parent, or a root.
     *
     * @throws InvalidProduct when no path can be made of the name
     * @throws CategoryNotFound when there is no such parent
     * @throws CategoryExists when its path is taken
     */
    @Transactional
    public Category addCategory(String name, @Nullable UUID parentId) {
        Category parent = parentId == null
                ? null
                : categories.find(parentId)
                        .orElseThrow(() -> new CategoryNotFound("/parentId", "no category has the id " + parentId));
        Texts.checkLine("/name", name, LONGEST_CATEGORY_NAME);
        CategoryPath path = CategoryPath.child(Optional.ofNullable(parent).map(Category::path), name);
        if (!categories.add(path, name.strip(), parent)) {
            throw new CategoryExists("there is a category " + path + " already");
        }
        return categories.find(path).orElseThrow();
    }

    private CatalogueEntry change(ProductId id, long expectedVersion, UnaryOperator<Product> change) {
        Product before = product(id, true).product();
        if (before.version() != expectedVersion) {
            throw new StaleVersion("product " + id + " is at version " + before.version() + "; read it again");
        }
        Product after = change.apply(before);
        products.update(after, categoryAt(after.details().category()));
        events.publishEvent(new CatalogueChanged());
        return product(id, true);
    }

    private Category categoryAt(CategoryPath path) {
        return categories.find(path)
                .orElseThrow(
                        () -> new CategoryNotFound("/category", "there is no category " + path + "; create it first"));
    }
}
