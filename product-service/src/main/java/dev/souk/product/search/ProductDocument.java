package dev.souk.product.search;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CategoryPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A product as the index keeps it; {@code search/products-v1.json} is its mapping.
 *
 * @param codes SKUs, external id and GTINs: what a shopper may have copied from somewhere
 * @param kind what the product is, in the feed's words
 * @param category the product's category and those above it, the root first
 * @param attributePairs {@code name=value}, lower case
 * @param price of the cheapest variant, in minor units
 * @param createdAt milliseconds since 1970
 */
record ProductDocument(String id, @Nullable String externalId, List<String> codes, String title,
        @Nullable String model, @Nullable String brand, @Nullable String kind, List<String> category,
        String categoryWords, String description, List<String> attributeWords, List<String> attributePairs,
        long price, String currency, boolean inStock, @Nullable String image, long createdAt) {

    /** What is longer is nothing that a shopper types, and beyond 32,766 bytes Elasticsearch would refuse the product. */
    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_PAIR = 200;

    static ProductDocument of(IndexQueue.Entry entry) {
        Attributes attributes = entry.attributes();
        return new ProductDocument(
                entry.id().toString(),
                entry.externalId(),
                codes(entry),
                entry.title(),
                attributes.text("model").orElse(null),
                entry.brand(),
                attributes.text("product_type").or(() -> attributes.text("type")).orElse(null),
                entry.category().lineage().stream().map(CategoryPath::value).toList(),
                entry.category().value().replace('/', ' ').replace('-', ' '),
                entry.description(),
                words(attributes),
                pairs(attributes),
                entry.price(),
                entry.currency(),
                entry.inStock(),
                entry.image(),
                entry.createdAt().toEpochMilli());
    }

    static String pair(String name, String value) {
        return (name + "=" + value).toLowerCase(Locale.ROOT);
    }

    private static List<String> codes(IndexQueue.Entry entry) {
        List<String> codes = new ArrayList<>(entry.skus());
        if (entry.externalId() != null) {
            codes.add(entry.externalId());
        }
        entry.attributes().text("gtin").ifPresent(gtin -> codes.addAll(Arrays.asList(gtin.split(", ", -1))));
        return codes.stream().filter(code -> code.length() <= LONGEST_CODE).distinct().toList();
    }

    /** Numbers and yes/no say nothing without their name, and nobody types them. */
    private static List<String> words(Attributes attributes) {
        return attributes.values().values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static List<String> pairs(Attributes attributes) {
        return attributes.values().entrySet().stream()
                .map(attribute -> pair(attribute.getKey(), attribute.getValue().toString()))
                .filter(pair -> pair.length() <= LONGEST_PAIR)
                .toList();
    }
}
