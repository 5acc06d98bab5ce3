package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import dev.souk.product.catalogue.Attributes;
import dev.souk.product.search.SearchResult.AttributeFacet;
import dev.souk.product.search.SearchResult.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many products have which value. Each facet is narrowed by all filters but its own; so each attribute that is
 * filtered by is counted for itself, and all others together. Attributes and values whose case differs are one, as they are to
 * the filter, and shown as most of the products have them.
 */
final class FacetCounts {

    /** Upper ends of the price facet's ranges in minor units. */
    private static final List<Long> PRICE_STEPS = List.of(1_000L, 2_500L, 5_000L, 10_000L, 25_000L, 50_000L, 100_000L);
    private static final int VALUES = 30;
    private static final int ATTRIBUTES = 12;
    /** Each costs a regular expression over all values; nobody chooses more, and of what else is chosen only that is counted. */
    private static final int COUNTED_ALONE = 10;
    private static final int ATTRIBUTE_VALUES = 20;
    private static final int ATTRIBUTE_SPELLINGS = 60;
    private static final int ATTRIBUTE_PAIRS = 400;

    private static final String COUNTS = "counts";
    private static final String SPELLINGS = "spellings";
    private static final String ATTRIBUTE_PAIR = "attributes";
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[\\x00-\\x7f&&[^A-Za-z0-9]]");

    private final Filters filters;
    private final List<String> filtered;

    /** @param filtered folded names of the attributes that the search is filtered by */
    FacetCounts(Filters filters, List<String> filtered) {
        this.filters = filters;
        this.filtered = filtered.stream().filter(name -> name.length() <= Attributes.LONGEST_NAME).limit(COUNTED_ALONE)
                .toList();
    }

    Map<String, Aggregation> aggregations() {
        Map<String, Aggregation> aggregations = new LinkedHashMap<>();
        aggregations.put(Filters.BRAND, narrowed(Filters.BRAND, terms("brand.exact", VALUES)));
        aggregations.put(Filters.CATEGORY, narrowed(Filters.CATEGORY, terms("category", VALUES)));
        aggregations.put(Filters.PRICE, Aggregation.of(prices -> prices
                .filter(Filters.all(List.of(filters.inCurrency(), filters.facet(Filters.PRICE))))
                .aggregations(COUNTS, counts -> counts.range(range -> range
                        .field("price")
                        .ranges(IntStream.rangeClosed(0, PRICE_STEPS.size()).mapToObj(FacetCounts::priceRange)
                                .toList())))));
        aggregations.put(ATTRIBUTE_PAIR, narrowed(ATTRIBUTE_PAIR, Map.of(
                COUNTS, terms("facets", ATTRIBUTE_PAIRS),
                SPELLINGS, terms("spellings", ATTRIBUTE_PAIRS))));
        for (int i = 0; i < filtered.size(); i++) {
            aggregations.put(ATTRIBUTE_PAIR + i, narrowed(Filters.attribute(filtered.get(i)), Map.of(
                    COUNTS, pairsOf(filtered.get(i), "facets", ATTRIBUTE_VALUES),
                    SPELLINGS, pairsOf(filtered.get(i), "spellings", ATTRIBUTE_SPELLINGS))));
        }
        return aggregations;
    }

    SearchResult.Facets read(Map<String, Aggregate> aggregations) {
        List<AttributeFacet> attributes = new ArrayList<>();
        for (int i = 0; i < filtered.size(); i++) {
            attributes.addAll(attributes(aggregations, ATTRIBUTE_PAIR + i));
        }
        attributes(aggregations, ATTRIBUTE_PAIR).stream()
                .filter(facet -> !filtered.contains(ProductDocument.folded(facet.name())) && facet.values().size() > 1)
                .limit(ATTRIBUTES)
                .forEach(attributes::add);
        return new SearchResult.Facets(
                values(counted(aggregations, Filters.BRAND)),
                values(counted(aggregations, Filters.CATEGORY)),
                counted(aggregations, Filters.PRICE).range().buckets().array().stream()
                        .filter(bucket -> bucket.docCount() > 0)
                        .map(bucket -> new SearchResult.Range(filters.currency().getCurrencyCode(),
                                whole(bucket.from()).orElse(0L),
                                whole(bucket.to()).orElse(null), bucket.docCount()))
                        .toList(),
                attributes);
    }

    private Aggregation narrowed(String facet, Aggregation counts) {
        return narrowed(facet, Map.of(COUNTS, counts));
    }

    private Aggregation narrowed(String facet, Map<String, Aggregation> counts) {
        return Aggregation.of(aggregation -> aggregation.filter(filters.facet(facet)).aggregations(counts));
    }

    private static Aggregation terms(String field, int values) {
        return Aggregation.of(aggregation -> aggregation.terms(terms -> terms.field(field).size(values)));
    }

    /** The name is a shopper's text, and the filter of terms a regular expression. */
    private static Aggregation pairsOf(String attribute, String field, int most) {
        String literally = NEITHER_LETTER_NOR_DIGIT.matcher(attribute).replaceAll("\\\\$0");
        return Aggregation.of(aggregation -> aggregation.terms(terms -> terms.field(field).size(most)
                .include(include -> include.regexp(literally + "=.*"))));
    }

    private static AggregationRange priceRange(int step) {
        return AggregationRange.of(range -> {
            range.from(step == 0 ? 0d : (double) PRICE_STEPS.get(step - 1));
            return step == PRICE_STEPS.size() ? range : range.to((double) PRICE_STEPS.get(step));
        });
    }

    private static Aggregate counted(Map<String, Aggregate> aggregations, String name) {
        return counted(aggregations, name, COUNTS);
    }

    private static Aggregate counted(Map<String, Aggregate> aggregations, String name, String what) {
        return Objects.requireNonNull(
                Objects.requireNonNull(aggregations.get(name)).filter().aggregations().get(what));
    }

    /** By attribute, the one that most products have first; the values come by their counts. */
    private static List<AttributeFacet> attributes(Map<String, Aggregate> aggregations, String name) {
        Map<String, String> spellings = spellings(counted(aggregations, name, SPELLINGS));
        Map<String, AttributeFacet> byName = new LinkedHashMap<>();
        buckets(counted(aggregations, name)).forEach(bucket -> {
            String pair = bucket.key().stringValue();
            String spelt = spellings.getOrDefault(pair, pair);
            List<Value> values = byName.computeIfAbsent(pair.substring(0, pair.indexOf('=')),
                    _ -> new AttributeFacet(spelt.substring(0, spelt.indexOf('=')), new ArrayList<>())).values();
            if (values.size() < ATTRIBUTE_VALUES) {
                values.add(new Value(spelt.substring(spelt.indexOf('=') + 1), bucket.docCount()));
            }
        });
        return byName.values().stream()
                .sorted(Comparator.comparingLong(AttributeFacet::products).reversed())
                .toList();
    }

    /** By folded pair, how most of the products spell it. */
    private static Map<String, String> spellings(Aggregate spellings) {
        Map<String, String> commonest = new HashMap<>();
        buckets(spellings).forEach(bucket -> {
            String both = bucket.key().stringValue();
            int end = both.indexOf(ProductDocument.SPELT);
            commonest.putIfAbsent(both.substring(0, end), both.substring(end + 1));
        });
        return commonest;
    }

    private static List<Value> values(Aggregate terms) {
        return buckets(terms).map(bucket -> new Value(bucket.key().stringValue(), bucket.docCount())).toList();
    }

    /** The terms of a field that no product has are of no type. */
    private static Stream<StringTermsBucket> buckets(Aggregate terms) {
        return terms.isSterms() ? terms.sterms().buckets().array().stream() : Stream.empty();
    }

    private static Optional<Long> whole(@Nullable Double end) {
        return Optional.ofNullable(end).filter(Double::isFinite).map(Double::longValue);
    }
}
