package dev.souk.product.search;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CategoryPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A product as the index keeps it; {@code search/products-v4.json} is its mapping.
 *
 * @param number that no other product has; what a cursor knows it by
 * @param codes SKUs, external id, GTINs and model numbers in their one spelling: what a shopper may have copied from somewhere
 * @param kind what the product is, in the words of the feed and of its category
 * @param heads what the product is, in single words: see {@link HeadNouns}
 * @param category the product's category and those above it, the root first
 * @param attributePairs {@code name=value}, lower case, to filter by
 * @param facets those of them that are worth to be counted
 * @param spellings the same as they are to be shown, each behind its facet and {@link #SPELT}
 * @param demand a factor of the score, 1 or more
 * @param rating tenths of stars, 10 to 50; 0 without reviews, which so comes last
 * @param price of the cheapest variant, in minor units
 * @param createdAt milliseconds since 1970
 * @param bucket the last byte of the id, which splits the products evenly
 * @param fingerprint 32 bits that stand for the id and the revision
 */
record ProductDocument(String id, long number, @Nullable String externalId, List<String> codes, String title,
        @Nullable String brand, List<String> kind, List<String> heads, List<String> category, String description,
        List<String> attributeWords, List<String> attributePairs, List<String> facets, List<String> spellings,
        long price, String currency,
        boolean inStock, float demand, int rating, @Nullable String image, long createdAt, int bucket,
        long fingerprint) {

    /** No text of a product has it. */
    static final char SPELT = '\u001f';

    /** What is longer is no facet but prose, and beyond 32,766 bytes Elasticsearch would refuse the product. */
    private static final int LONGEST_PAIR = 200;
    private static final int LONGEST_FACET = 60;
    /** A product that is bought a thousand times as often ranks as if it matched a fifth better. */
    private static final float MORE_BY_POPULARITY = 50;

    /** Attributes that may say what the product is or what it goes with, as {@code case_type} does. */
    private static final Pattern TELLING = Pattern.compile("type|compat|usage|purpose|name|model");

    /** Of GTIN-8, -12 (UPC-A), -13 (EAN) and -14; the shorter ones are the longer ones without their leading zeros. */
    private static final List<Integer> GTIN_LENGTHS = List.of(8, 12, 13, 14);
    private static final Pattern GTIN = Pattern.compile("0*([1-9][0-9]{4,13})");

    static ProductDocument of(IndexQueue.Entry entry) {
        Attributes attributes = entry.attributes();
        return new ProductDocument(
                entry.id().toString(),
                entry.number(),
                entry.externalId(),
                codes(entry),
                entry.title(),
                entry.brand(),
                kind(entry),
                heads(entry),
                entry.category().lineage().stream().map(CategoryPath::value).toList(),
                entry.description(),
                words(attributes),
                pairs(attributes).map(ProductDocument::folded).toList(),
                facets(attributes).map(ProductDocument::folded).toList(),
                facets(attributes).map(pair -> folded(pair) + SPELT + pair).toList(),
                entry.price(),
                entry.currency(),
                entry.inStock(),
                1 + entry.popularity() / MORE_BY_POPULARITY,
                entry.ratingTenths(),
                entry.image(),
                entry.createdAt().toEpochMilli(),
                (int) (entry.id().getLeastSignificantBits() & 0xff),
                fingerprint(entry.id() + ":" + entry.revision()));
    }

    /** The first four bytes of the MD5 hash, as {@link IndexCheck} has PostgreSQL compute it. */
    private static long fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }

    static String pair(String name, String value) {
        return folded(name + "=" + value);
    }

    /** Without case, in which nothing differs to filters and facets. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> codes(IndexQueue.Entry entry) {
        Attributes attributes = entry.attributes();
        Stream<String> given = Stream.of(entry.skus().stream(), Stream.ofNullable(entry.externalId()),
                attributes.text("gtin").stream().flatMap(gtins -> Arrays.stream(gtins.split(", ", -1)))
                        .flatMap(ProductDocument::lengths),
                attributes.text("model").stream()).flatMap(Function.identity()).map(ModelNumbers::plain)
                .filter(ModelNumbers::isOne);
        return Stream.concat(given, ModelNumbers.in(entry.title())).distinct().toList();
    }

    /** A GTIN in each length that it has without other digits: what is fed with 13 may have 12 on its box. */
    private static Stream<String> lengths(String gtin) {
        Matcher digits = GTIN.matcher(gtin);
        return digits.matches()
                ? GTIN_LENGTHS.stream().map(length -> length - digits.group(1).length()).filter(zeros -> zeros >= 0)
                        .map(zeros -> "0".repeat(zeros) + digits.group(1))
                : Stream.of(gtin);
    }

    private static Optional<String> productType(Attributes attributes) {
        return attributes.text("product_type").or(() -> attributes.text("type"));
    }

    private static String leaf(CategoryPath category) {
        return category.value().substring(category.value().lastIndexOf('/') + 1).replace('-', ' ');
    }

    private static List<String> kind(IndexQueue.Entry entry) {
        return Stream.concat(productType(entry.attributes()).stream(),
                Stream.of(entry.category().value().replace('/', ' ').replace('-', ' '))).toList();
    }

    private static List<String> heads(IndexQueue.Entry entry) {
        Optional<String> brand = Optional.ofNullable(entry.brand());
        Set<String> known = entry.attributes().values().entrySet().stream()
                .filter(attribute -> !TELLING.matcher(attribute.getKey()).find())
                .map(Map.Entry::getValue)
                .filter(value -> value instanceof String text && text.length() <= LONGEST_FACET)
                .flatMap(value -> Words.in((String) value).stream())
                .collect(Collectors.toSet());
        Stream<String> ofTitle = Stream.concat(Stream.of(entry.title()), entry.attributes().text("model").stream())
                .flatMap(text -> HeadNouns.of(text, brand, known).stream());
        Stream<String> ofType = Stream.concat(entry.attributes().text("product_type").stream(),
                Stream.of(leaf(entry.category())))
                .flatMap(text -> HeadNouns.of(text, brand, Set.of()).stream());
        return Stream.concat(ofTitle, ofType).distinct().toList();
    }

    /** Numbers and yes/no say nothing without their name, and nobody types them. */
    private static List<String> words(Attributes attributes) {
        return attributes.values().values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static Stream<String> pairs(Attributes attributes) {
        return pairs(attributes.values().entrySet().stream());
    }

    /** Numbers have a value each, and texts that are longer are prose. */
    private static Stream<String> facets(Attributes attributes) {
        return pairs(attributes.values().entrySet().stream()
                .filter(attribute -> attribute.getValue() instanceof Boolean
                        || attribute.getValue() instanceof String text && text.length() <= LONGEST_FACET));
    }

    /** Those that can be filtered by. */
    private static Stream<String> pairs(Stream<Map.Entry<String, Object>> attributes) {
        return attributes.map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .filter(pair -> pair.length() <= LONGEST_PAIR);
    }
}
