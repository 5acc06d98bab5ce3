package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The filters of a search. Those that belong to a facet narrow the hits and the other facets, but not their own: else
 * choosing one brand would hide the others.
 */
final class Filters {

    static final String BRAND = "brand";
    static final String CATEGORY = "category";
    static final String PRICE = "price";

    private final Currency currency;
    private final List<Query> always = new ArrayList<>();
    private final Map<String, Query> byFacet = new LinkedHashMap<>();

    Filters(SearchQuery search) {
        currency = search.currency();
        terms("brand.exact", search.brands()).ifPresent(brands -> byFacet.put(BRAND, brands));
        terms("category", search.categories()).ifPresent(categories -> byFacet.put(CATEGORY, categories));
        prices(search.priceMin(), search.priceMax())
                .ifPresent(prices -> byFacet.put(PRICE, all(List.of(inCurrency(), prices))));
        search.attributes().forEach((name, values) -> terms("attributePairs",
                values.stream().map(value -> ProductDocument.pair(name, value)).toList())
                .ifPresent(pairs -> byFacet.put(attribute(name), pairs)));
        if (search.inStockOnly()) {
            always.add(Query.of(query -> query.term(term -> term.field("inStock").value(true))));
        }
    }

    /** The facet of an attribute. */
    static String attribute(String name) {
        return "attr." + name;
    }

    /** Of which all amounts are. */
    Currency currency() {
        return currency;
    }

    /** What has a price in the currency; an amount without its currency is no price. */
    Query inCurrency() {
        return Query.of(query -> query.term(term -> term.field("currency").value(currency.getCurrencyCode())));
    }

    /** Those that narrow everything. */
    List<Query> always() {
        return always;
    }

    /** Those that narrow the hits only. */
    Query hits() {
        return all(List.copyOf(byFacet.values()));
    }

    /** Those that narrow a facet, on top of the first. */
    Query facet(String facet) {
        return all(byFacet.entrySet().stream().filter(filter -> !filter.getKey().equals(facet))
                .map(Map.Entry::getValue).toList());
    }

    static Query all(List<Query> filters) {
        return filters.isEmpty()
                ? Query.of(query -> query.matchAll(all -> all))
                : Query.of(query -> query.bool(bool -> bool.filter(filters)));
    }

    private static Optional<Query> terms(String field, List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<FieldValue> wanted = values.stream().map(FieldValue::of).toList();
        return Optional.of(Query.of(query -> query.terms(terms -> terms.field(field)
                .terms(any -> any.value(wanted)))));
    }

    private static Optional<Query> prices(OptionalLong min, OptionalLong max) {
        if (min.isEmpty() && max.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Query.of(query -> query.range(range -> range.number(number -> {
            number.field("price");
            min.ifPresent(from -> number.gte(bound(from)));
            max.ifPresent(to -> number.lte(bound(to)));
            return number;
        }))));
    }

    /** No price is as high, and a double holds no greater number exactly: one that is rounded up leaves the field's range. */
    private static double bound(long price) {
        return Math.min(price, 1L << 53);
    }
}
