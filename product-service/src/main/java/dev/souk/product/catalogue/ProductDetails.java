package dev.souk.product.catalogue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an editor or a feed says of a product. */
public record ProductDetails(String title, String description, @Nullable String brand, CategoryPath category,
        Attributes attributes, List<Variant> variants) {

    private static final int LONGEST_TITLE = 1000;
    private static final int LONGEST_DESCRIPTION = 50_000;
    private static final int LONGEST_BRAND = 200;
    private static final int MOST_VARIANTS = 100;

    /** @throws InvalidProduct naming the first rule that is broken */
    public ProductDetails {
        variants = List.copyOf(variants);
        Texts.checkLine("/title", title, LONGEST_TITLE);
        Texts.checkProse("/description", description, LONGEST_DESCRIPTION);
        if (title.isBlank()) {
            throw new InvalidProduct("/title", "a product has a title");
        }
        if (brand != null) {
            Texts.checkLine("/brand", brand, LONGEST_BRAND);
            if (brand.isBlank()) {
                throw new InvalidProduct("/brand", "a brand is not blank; leave it out when there is none");
            }
        }
        checkVariants(variants);
    }

    /**
     * For variants that are new. Products that are older than this rule can still be read.
     *
     * @throws InvalidProduct when two SKUs differ in their case only: no person tells them apart
     */
    void checkSkus() {
        Set<String> folded = new HashSet<>();
        for (int i = 0; i < variants.size(); i++) {
            if (!folded.add(variants.get(i).sku().value().toLowerCase(Locale.ROOT))) {
                throw new InvalidProduct("/variants/" + i + "/sku",
                        "another variant has the same SKU but for upper and lower case");
            }
        }
    }

    ProductDetails with(Attributes others) {
        return new ProductDetails(title, description, brand, category, others, variants);
    }

    ProductDetails with(List<Variant> others) {
        return new ProductDetails(title, description, brand, category, attributes, others);
    }

    /** The first moment after this one at which a price changes by itself. */
    public Optional<Instant> nextPriceChange(Instant after) {
        return variants.stream().flatMap(Variant::priceChanges).filter(change -> change.isAfter(after))
                .min(Instant::compareTo);
    }

    /** How many times until this moment prices have changed by themselves. */
    long priceChangesUntil(Instant moment) {
        return variants.stream().flatMap(Variant::priceChanges).filter(change -> !change.isAfter(moment)).count();
    }

    private static void checkVariants(List<Variant> variants) {
        if (variants.isEmpty() || variants.size() > MOST_VARIANTS) {
            throw new InvalidProduct("/variants", "a product has 1 to " + MOST_VARIANTS + " variants");
        }
        Set<Sku> skus = new HashSet<>();
        for (int i = 0; i < variants.size(); i++) {
            if (!skus.add(variants.get(i).sku())) {
                throw new InvalidProduct("/variants/" + i + "/sku", "another variant has the same SKU");
            }
            if (!variants.get(i).listPrice().currency().equals(variants.getFirst().listPrice().currency())) {
                throw new InvalidProduct("/variants/" + i + "/price", "all variants have one currency");
            }
        }
    }
}
