package dev.souk.product.imports;

import dev.souk.common.money.Money;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.FeedProduct;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.JsonObjects;
import dev.souk.product.catalogue.Prices;
import dev.souk.product.catalogue.ProductDetails;
import dev.souk.product.catalogue.Sale;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.catalogue.Variant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    static final String TAKEN = "1";

    /** ISO 8601, with or without seconds; offsets are {@code Z}, {@code +01:00}, {@code +0100} or {@code +01}. */
    private static final DateTimeFormatter FEED_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).appendPattern("[XXX][X]").toFormatter(Locale.ROOT);

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
        ProductDetails details = new ProductDetails(required(row, "title"), text(row, "description").orElse(""),
                text(row, "brand").orElse(null), FeedProduct.pathOf(categoryNames), attributes,
                List.of(variant(row, id)));
        return new FeedProduct(id, details, categoryNames, hash(details, categoryNames));
    }

    private static Variant variant(Map<String, Object> row, String id) {
        Money price = Prices.parse(required(row, "price"), "/price");
        List<Sale> sales = text(row, "sale_price").map(sale -> List.of(sale(row, sale))).orElse(List.of());
        try {
            return new Variant(new Sku(id), price, sales, Attributes.NONE);
        } catch (InvalidProduct invalid) {
            throw new InvalidProduct("/sale_price", invalid.detail());
        }
    }

    private static Sale sale(Map<String, Object> row, String price) {
        Money amount = Prices.parse(price, "/sale_price");
        String[] interval = required(row, "sale_price_effective_date").split("/", -1);
        try {
            if (interval.length == 2) {
                return new Sale(amount, instant(interval[0]), instant(interval[1]), true);
            }
        } catch (DateTimeParseException | InvalidProduct noInterval) {
            // falls through to the refusal
        }
        throw new InvalidProduct("/sale_price_effective_date", "is the beginning and the end of the sale with offsets "
                + "from UTC, for example 2026-11-27T00:00+01:00/2026-12-01T00:00+01:00");
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text.strip(), FEED_TIME).toInstant();
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
        Variant variant = details.variants().getFirst();
        taken.put("price", variant.listPrice().toString());
        if (!variant.sales().isEmpty()) { // nor was it there before there were sales
            taken.put("sales", variant.sales().stream().map(FeedParser::asHashed).toList().toString());
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.write(taken).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Never another text than before: every line that has a sale would count as changed, and undo what operators edited. */
    private static String asHashed(Sale sale) {
        return "Sale[price=%s, from=%s, until=%s]".formatted(sale.price(), sale.from(), sale.until());
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
