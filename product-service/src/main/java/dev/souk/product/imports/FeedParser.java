package dev.souk.product.imports;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.FeedProduct;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.JsonObjects;
import dev.souk.product.catalogue.Prices;
import dev.souk.product.catalogue.ProductDetails;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.catalogue.Variant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a line of a feed whose fields are named as in the Google product feed. Fields that Souk has no use for are
 * passed over; the feed's id becomes the external id and the SKU.
 */
@Component
final class FeedParser {

    /** Part of every hash: raise it when the parser takes more or other things from a line, and all lines count as changed. */
    private static final String TAKEN = "1";

    private static final String UNCATEGORISED = "Other";
    private static final int LONGEST_CATEGORY_NAME = 60;

    private final JsonObjects json;

    FeedParser(JsonObjects json) {
        this.json = json;
    }

    /** @throws InvalidProduct when the line is not JSON, or no product */
    FeedProduct parse(FeedLine line) {
        Map<String, Object> row = read(line);
        String id = required(row, "id");
        if (!Sku.isSku(id)) {
            throw new InvalidProduct("/id", "1 to 64 letters, digits, dots, dashes and underscores");
        }
        Attributes attributes = attributes(row);
        List<String> categoryNames = categoryNames(row, attributes);
        Variant variant = new Variant(new Sku(id), Prices.parse(required(row, "price"), "/price"), Attributes.NONE);
        ProductDetails details = new ProductDetails(required(row, "title"), text(row, "description").orElse(""),
                text(row, "brand").orElse(null), FeedProduct.pathOf(categoryNames), attributes, List.of(variant));
        return new FeedProduct(id, details, categoryNames, hash(details, categoryNames));
    }

    private Map<String, Object> read(FeedLine line) {
        if (line.content() == null) {
            throw new InvalidProduct("", "the line is too long");
        }
        try {
            return json.read(line.content());
        } catch (JsonObjects.Unreadable unreadable) {
            throw new InvalidProduct("", "not one JSON object: " + unreadable.getMessage());
        }
    }

    private static Attributes attributes(Map<String, Object> row) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (row.get("attributes") instanceof Map<?, ?> attributes) {
            attributes.forEach((name, value) -> scalar(value).ifPresent(scalar -> values.put((String) name, scalar)));
        }
        text(row, "name").ifPresent(name -> values.putIfAbsent("model", name));
        scalar(row.get("gtin")).ifPresent(gtin -> values.putIfAbsent("gtin", gtin));
        return new Attributes(values);
    }

    /** Lists become a text, as shoppers would read them; an absent value is no attribute. */
    private static Optional<Object> scalar(@Nullable Object value) {
        return value instanceof List<?> list
                ? Optional.of(list).filter(some -> !some.isEmpty()).map(FeedParser::joined)
                : Optional.ofNullable(value);
    }

    private static String joined(List<?> list) {
        return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static List<String> categoryNames(Map<String, Object> row, Attributes attributes) {
        return text(row, "category")
                .map(category -> Arrays.stream(category.split(">", -1)).map(String::strip).toList())
                .orElseGet(() -> List.of(attributes.text("product_type").map(String::strip)
                        .filter(FeedParser::looksLikeACategory)
                        .orElse(UNCATEGORISED)));
    }

    /** Feeds also put counts and sentences into {@code product_type}. */
    private static boolean looksLikeACategory(String type) {
        return type.length() <= LONGEST_CATEGORY_NAME
                && type.chars().anyMatch(letter -> letter >= 'a' && letter <= 'z');
    }

    private byte[] hash(ProductDetails details, List<String> categoryNames) {
        Map<String, Object> taken = new LinkedHashMap<>();
        taken.put("taken", TAKEN);
        taken.put("title", details.title());
        taken.put("description", details.description());
        taken.put("brand", details.brand());
        taken.put("category", categoryNames);
        taken.put("attributes", details.attributes().values());
        taken.put("price", details.variants().getFirst().price().toString());
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.write(taken).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String required(Map<String, Object> row, String field) {
        return text(row, field).orElseThrow(() -> new InvalidProduct("/" + field, "is missing"));
    }

    /** A number is taken as its text, since some feeds write their ids so; what is blank counts as absent. */
    private static Optional<String> text(Map<String, Object> row, String field) {
        return switch (row.get(field)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty());
            case Number number -> Optional.of(number.toString());
            default -> throw new InvalidProduct("/" + field, "is not a text");
        };
    }
}
