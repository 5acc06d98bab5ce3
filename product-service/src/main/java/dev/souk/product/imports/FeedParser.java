package dev.souk.product.imports;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.FeedProduct;
import dev.souk.product.catalogue.InvalidProduct;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    private final JsonMapper json;

    FeedParser(JsonMapper json) {
        this.json = json.rebuild().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Row(@Nullable String id, @Nullable String title, @Nullable String name, @Nullable String brand,
            @Nullable String description, @Nullable JsonNode gtin, @Nullable String price, @Nullable String category,
            @Nullable Map<String, JsonNode> attributes) {}

    /** @throws InvalidProduct when the line is not JSON, or no product */
    FeedProduct parse(FeedLine line) {
        Row row = read(line);
        String id = required("/id", row.id);
        Attributes attributes = attributes(row);
        List<String> categoryNames = categoryNames(row, attributes);
        Variant variant = new Variant(new Sku(id), Prices.parse(required("/price", row.price), "/price"),
                Attributes.NONE);
        ProductDetails details = new ProductDetails(required("/title", row.title).strip(), text(row.description),
                blankToNull(row.brand), FeedProduct.pathOf(categoryNames), attributes, List.of(variant));
        return new FeedProduct(id, details, categoryNames, hash(details, categoryNames));
    }

    private Row read(FeedLine line) {
        if (line.content() == null) {
            throw new InvalidProduct("", "the line is too long");
        }
        try {
            Row row = json.readValue(line.content(), Row.class);
            if (row != null) {
                return row;
            }
        } catch (JacksonException unreadable) {
            throw new InvalidProduct("", "not a JSON object of a product: " + unreadable.getOriginalMessage());
        }
        throw new InvalidProduct("", "not a JSON object of a product");
    }

    private static Attributes attributes(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (row.attributes != null) {
            row.attributes.forEach((name, value) -> scalar(name, value).ifPresent(scalar -> values.put(name, scalar)));
        }
        if (row.name != null && !row.name.isBlank()) {
            values.putIfAbsent("model", row.name);
        }
        if (row.gtin != null) {
            scalar("gtin", row.gtin).ifPresent(gtin -> values.putIfAbsent("gtin", gtin));
        }
        return new Attributes(values);
    }

    /** Lists become a text, as shoppers would read them; an absent value is no attribute. */
    private static Optional<Object> scalar(String name, JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> Optional.of(value.stringValue());
            case BOOLEAN -> Optional.of(value.booleanValue());
            case NUMBER -> Optional.of(value.numberValue());
            case NULL, MISSING -> Optional.empty();
            case ARRAY -> value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(value.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")));
            case OBJECT, BINARY, POJO -> throw new InvalidProduct("/attributes/" + name,
                    "an attribute is a text, a number, true or false, or a list of these");
        };
    }

    private static List<String> categoryNames(Row row, Attributes attributes) {
        if (row.category != null && !row.category.isBlank()) {
            return Arrays.stream(row.category.split(">", -1)).map(String::strip).toList();
        }
        return List.of(attributes.text("product_type").map(String::strip)
                .filter(FeedParser::looksLikeACategory)
                .orElse(UNCATEGORISED));
    }

    /** Feeds also put counts and sentences into {@code product_type}. */
    private static boolean looksLikeACategory(String type) {
        return type.length() <= LONGEST_CATEGORY_NAME
                && type.chars().anyMatch(letter -> letter >= 'a' && letter <= 'z');
    }

    private byte[] hash(ProductDetails details, List<String> categoryNames) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(List.of(TAKEN, details, categoryNames))
                            .getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String required(String pointer, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidProduct(pointer, "is missing");
        }
        return value;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
