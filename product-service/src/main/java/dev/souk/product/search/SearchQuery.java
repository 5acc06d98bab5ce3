package dev.souk.product.search;

import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a shopper asks for. The same filters in another order are the same question, with the same {@code toString}: cursors
 * are made of it.
 *
 * @param text any words; nothing in it has a meaning to the engine
 * @param categories paths; a product of any of them, or of one below them, is found
 * @param currency of which prices are meant; those of another are in no range, and come last when prices say the order
 * @param priceMin in minor units, inclusive
 * @param priceMax in minor units, inclusive
 * @param attributes wanted values by the name of the attribute, whose case means nothing
 */
public record SearchQuery(Optional<String> text, List<String> categories, List<String> brands, Currency currency,
        OptionalLong priceMin, OptionalLong priceMax, boolean inStockOnly, Map<String, List<String>> attributes) {

    private static final int LONGEST_TEXT = 256;
    private static final int MOST_VALUES = 50;

    /** @throws InvalidSearch when the text is too long or has control characters, or the prices make no range */
    public SearchQuery {
        text = text.map(words -> checkedText("q", words)).filter(words -> !words.isEmpty());
        check("category", categories);
        check("brand", brands);
        check("attr", List.copyOf(attributes.keySet()));
        attributes.forEach((name, values) -> check("attr." + name, values));
        checkPrices(priceMin, priceMax);
        categories = sorted(categories);
        brands = sorted(brands);
        attributes = sorted(attributes);
    }

    SearchQuery withoutFilters() {
        return new SearchQuery(text, List.of(), List.of(), currency, OptionalLong.empty(), OptionalLong.empty(), false,
                Map.of());
    }

    static String checkedText(String parameter, String words) {
        if (words.length() > LONGEST_TEXT) {
            throw new InvalidSearch(parameter, "at most " + LONGEST_TEXT + " characters");
        }
        if (words.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidSearch(parameter, "control characters are not allowed");
        }
        return words.strip();
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().sorted().distinct().toList();
    }

    private static SortedMap<String, List<String>> sorted(Map<String, List<String>> attributes) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        attributes.forEach((name, values) -> sorted.merge(ProductDocument.folded(name), sorted(values),
                (some, others) -> sorted(Stream.concat(some.stream(), others.stream()).toList())));
        return Collections.unmodifiableSortedMap(sorted);
    }

    private static void check(String parameter, List<String> values) {
        if (values.size() > MOST_VALUES) {
            throw new InvalidSearch(parameter, "at most " + MOST_VALUES + " values");
        }
        values.forEach(value -> checkedText(parameter, value));
    }

    private static void checkPrices(OptionalLong min, OptionalLong max) {
        if (min.orElse(0) < 0) {
            throw new InvalidSearch("priceMin", "a price in minor units, 0 or more");
        }
        if (max.orElse(Long.MAX_VALUE) < min.orElse(0)) {
            throw new InvalidSearch("priceMax", "a price in minor units, not below priceMin");
        }
    }
}
