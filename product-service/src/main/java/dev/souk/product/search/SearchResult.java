package dev.souk.product.search;

import dev.souk.common.money.Money;
import dev.souk.common.web.paging.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of what was found, and what all of it is like.
 *
 * @param didYouMean another spelling of the text, which finds something where the text itself finds nothing
 */
public record SearchResult(List<Hit> hits, Facets facets, long total, Optional<String> didYouMean,
        Optional<Cursor> next) {

    /**
     * A product that was found.
     *
     * @param price of its cheapest variant
     * @param mediaKey of its first image
     * @param highlight HTML by field, escaped but for {@code <em>} around the words that matched
     */
    public record Hit(String id, @Nullable String externalId, String title, @Nullable String brand, String category,
            Money price, boolean inStock, @Nullable String mediaKey, Map<String, String> highlight) {}

    /** How many products there are per value; each counts as if its own filter were not set. */
    public record Facets(List<Value> brand, List<Value> category, List<Range> price,
            List<AttributeFacet> attributes) {}

    /**
     * An attribute that the products have.
     *
     * @param name as in the filter {@code attr.NAME}
     */
    public record AttributeFacet(String name, List<Value> values) {

        long products() {
            return values.stream().mapToLong(Value::count).sum();
        }
    }

    /** Products with this value. */
    public record Value(String value, long count) {}

    /**
     * Products in a range of prices in minor units of the currency.
     *
     * @param to exclusive; null when there is no upper end
     */
    public record Range(String currency, long from, @Nullable Long to, long count) {}
}
