package dev.souk.product.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * A product as a partner's feed describes it.
 *
 * @param details with one variant
 * @param categoryNames from the root to the product's category; those that do not exist are created
 * @param hash SHA-256 over everything that the catalogue takes from the feed
 */
public record FeedProduct(String externalId, ProductDetails details, List<String> categoryNames, byte[] hash) {

    private static final int LONGEST_CATEGORY_NAME = 200;

    /** @throws InvalidProduct when a category's name is no name */
    public FeedProduct {
        categoryNames = List.copyOf(categoryNames);
        categoryNames.forEach(name -> Texts.checkLine("/category", name, LONGEST_CATEGORY_NAME));
    }

    /** The same line, with other attributes in the catalogue. */
    FeedProduct with(Attributes attributes) {
        return attributes.equals(details.attributes())
                ? this
                : new FeedProduct(externalId, details.with(attributes), categoryNames, hash);
    }

    Variant variant() {
        return details.variants().getFirst();
    }

    /**
     * What the line makes of a product that is there already: it speaks of the variant with its SKU, and the others stay.
     *
     * @throws InvalidProduct when the product cannot have all of them, as when their currencies differ
     */
    ProductDetails broughtTo(List<Variant> present) {
        List<Variant> variants = new ArrayList<>(present);
        variants.replaceAll(other -> other.sku().equals(variant().sku()) ? variant().broughtTo(other) : other);
        if (variants.stream().noneMatch(other -> other.sku().equals(variant().sku()))) {
            variants.add(variant());
        }
        return details.with(variants);
    }

    /**
     * The path that these names make.
     *
     * @throws InvalidProduct when a name has no Latin letter or digit
     */
    public static CategoryPath pathOf(List<String> names) {
        return new CategoryPath(String.join("/", names.stream().map(CategoryPath::slug).toList()));
    }
}
