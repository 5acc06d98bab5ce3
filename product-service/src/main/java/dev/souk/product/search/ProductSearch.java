package dev.souk.product.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.HighlighterEncoder;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.souk.common.money.Money;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.PageSize;
import dev.souk.product.search.Filters.Facet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds products. Every method throws {@link SearchUnavailable} while Elasticsearch cannot be asked. */
@Service
public final class ProductSearch {

    private static final List<String> SHOWN = List.of("id", "externalId", "title", "brand", "category", "price",
            "currency", "inStock", "image");
    /** Upper ends of the price facet's ranges in minor units. */
    private static final List<Long> PRICE_STEPS = List.of(1_000L, 2_500L, 5_000L, 10_000L, 25_000L, 50_000L, 100_000L);
    private static final int FACET_VALUES = 30;
    private static final int SUGGESTIONS = 8;
    private static final int BAD_REQUEST = 400;
    private static final String NARROWED = "narrowed";

    private final ElasticsearchClient elasticsearch;
    private final String alias;

    ProductSearch(ElasticsearchClient elasticsearch, SearchProperties properties) {
        this.elasticsearch = elasticsearch;
        this.alias = properties.alias();
    }

    /**
     * One page of the products that match.
     *
     * @param sort {@code relevance}, {@code price}, {@code -price} or {@code newest}
     * @param after where the page begins; must come from the same search
     * @throws InvalidSearch for an unknown order or a cursor of another one
     */
    public SearchResult search(SearchQuery query, @Nullable String sort, PageSize size, @Nullable Cursor after) {
        ResultOrder order = sort != null
                ? ResultOrder.of(sort)
                : query.text().isPresent() ? ResultOrder.RELEVANCE : ResultOrder.NEWEST;
        SearchResponse<Found> response = ask(request(query, order, size, after));
        return new SearchResult(
                response.hits().hits().stream().limit(size.value()).map(ProductSearch::hit).toList(),
                facets(response.aggregations()),
                Objects.requireNonNull(response.hits().total()).value(),
                next(response.hits().hits(), order, size));
    }

    /** Titles that go on as the text begins, at most 8. */
    public List<String> suggest(String text) {
        String words = SearchQuery.checkedText("q", text);
        if (words.isEmpty()) {
            return List.of();
        }
        return ask(SearchRequest.of(search -> search
                .index(alias)
                .query(Relevance.beginningWith(words))
                .source(source -> source.filter(fields -> fields.includes(SHOWN)))
                .size(SUGGESTIONS))).hits().hits().stream()
                .map(hit -> Objects.requireNonNull(hit.source()).title())
                .distinct()
                .toList();
    }

    private SearchRequest request(SearchQuery query, ResultOrder order, PageSize size, @Nullable Cursor after) {
        Filters filters = new Filters(query);
        Query words = query.text().map(Relevance::of).orElseGet(() -> Query.of(all -> all.matchAll(every -> every)));
        return SearchRequest.of(search -> {
            search.index(alias)
                    .query(bool -> bool.bool(parts -> parts.must(words).filter(filters.always())))
                    .postFilter(filters.hits())
                    .aggregations(aggregations(filters))
                    .sort(order.options())
                    .size(size.plusOne())
                    .trackTotalHits(track -> track.enabled(true))
                    .source(source -> source.filter(fields -> fields.includes(SHOWN)));
            query.text().ifPresent(_ -> search.highlight(highlight -> highlight
                    .encoder(HighlighterEncoder.Html)
                    .fields("title", field -> field.numberOfFragments(0))
                    .fields("description", field -> field.numberOfFragments(1))));
            if (after != null) {
                search.searchAfter(place(after, order));
            }
            return search;
        });
    }

    private SearchResponse<Found> ask(SearchRequest request) {
        try {
            return elasticsearch.search(request, Found.class);
        } catch (ElasticsearchException refused) {
            if (refused.status() == BAD_REQUEST) {
                throw refused;
            }
            throw new SearchUnavailable(refused);
        } catch (IOException unreachable) {
            throw new SearchUnavailable(unreachable);
        }
    }

    private static Map<String, Aggregation> aggregations(Filters filters) {
        Map<String, Aggregation> aggregations = new LinkedHashMap<>();
        for (Facet facet : Facet.values()) {
            aggregations.put(name(facet), Aggregation.of(aggregation -> aggregation
                    .filter(filters.facet(facet))
                    .aggregations(NARROWED, counts(facet))));
        }
        return aggregations;
    }

    private static Aggregation counts(Facet facet) {
        return switch (facet) {
            case BRAND -> terms("brand.exact");
            case CATEGORY -> terms("category");
            case PRICE -> Aggregation.of(aggregation -> aggregation.range(range -> range.field("price")
                    .ranges(IntStream.rangeClosed(0, PRICE_STEPS.size()).mapToObj(ProductSearch::priceRange)
                            .toList())));
        };
    }

    private static Aggregation terms(String field) {
        return Aggregation.of(aggregation -> aggregation.terms(terms -> terms.field(field).size(FACET_VALUES)));
    }

    private static AggregationRange priceRange(int step) {
        return AggregationRange.of(range -> {
            range.from(step == 0 ? 0d : (double) PRICE_STEPS.get(step - 1));
            return step == PRICE_STEPS.size() ? range : range.to((double) PRICE_STEPS.get(step));
        });
    }

    private static SearchResult.Facets facets(Map<String, Aggregate> aggregations) {
        return new SearchResult.Facets(
                values(narrowed(aggregations, Facet.BRAND)),
                values(narrowed(aggregations, Facet.CATEGORY)),
                narrowed(aggregations, Facet.PRICE).range().buckets().array().stream()
                        .filter(bucket -> bucket.docCount() > 0)
                        .map(bucket -> new SearchResult.Range(whole(bucket.from()).orElse(0L),
                                whole(bucket.to()).orElse(null), bucket.docCount()))
                        .toList());
    }

    private static Aggregate narrowed(Map<String, Aggregate> aggregations, Facet facet) {
        return Objects.requireNonNull(
                Objects.requireNonNull(aggregations.get(name(facet))).filter().aggregations().get(NARROWED));
    }

    private static List<SearchResult.Value> values(Aggregate terms) {
        if (!terms.isSterms()) {
            return List.of();
        }
        return terms.sterms().buckets().array().stream()
                .map(bucket -> new SearchResult.Value(bucket.key().stringValue(), bucket.docCount()))
                .toList();
    }

    private static Optional<Long> whole(@Nullable Double end) {
        return Optional.ofNullable(end).filter(Double::isFinite).map(Double::longValue);
    }

    private static SearchResult.Hit hit(Hit<Found> hit) {
        Found found = Objects.requireNonNull(hit.source());
        Map<String, String> highlight = new LinkedHashMap<>();
        hit.highlight().forEach((field, fragments) -> highlight.put(field, String.join(" … ", fragments)));
        return new SearchResult.Hit(found.id, found.externalId, found.title, found.brand, found.category.getLast(),
                Money.of(found.price, found.currency), found.inStock, found.image, highlight);
    }

    private static Optional<Cursor> next(List<Hit<Found>> hits, ResultOrder order, PageSize size) {
        if (hits.size() <= size.value()) {
            return Optional.empty();
        }
        List<FieldValue> place = hits.get(size.value() - 1).sort();
        double first = place.getFirst().isDouble() ? place.getFirst().doubleValue() : place.getFirst().longValue();
        return Optional.of(Cursor.of(order, Double.doubleToLongBits(first), place.get(1).stringValue()));
    }

    /** Prices and dates are far below 2^53, so that a double carries them as exactly as it carries a score. */
    private static List<FieldValue> place(Cursor cursor, ResultOrder order) {
        double first = Double.longBitsToDouble(cursor.number(1));
        if (!cursor.text(0).equals(order.name()) || !Double.isFinite(first)) {
            throw new InvalidSearch("cursor", "the cursor belongs to another search; begin again without it");
        }
        FieldValue value = order == ResultOrder.RELEVANCE ? FieldValue.of(first) : FieldValue.of((long) first);
        return List.of(value, FieldValue.of(cursor.uuid(2).toString()));
    }

    private static String name(Facet facet) {
        return facet.name().toLowerCase(Locale.ROOT);
    }

    /** The fields of a document that are shown. */
    record Found(String id, @Nullable String externalId, String title, @Nullable String brand, List<String> category,
            long price, String currency, boolean inStock, @Nullable String image) {}
}
