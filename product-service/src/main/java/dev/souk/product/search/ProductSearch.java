package dev.souk.product.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.HighlighterEncoder;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.souk.common.money.Money;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.PageSize;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/** Finds products. Every method throws {@link SearchUnavailable} while Elasticsearch cannot be asked. */
@Service
public final class ProductSearch {

    private static final List<String> SHOWN = List.of("id", "externalId", "title", "brand", "category", "price",
            "currency", "inStock", "image");
    private static final int SUGGESTIONS = 8;
    private static final int SUGGESTED_CATEGORIES = 3;
    /** Products that are looked at for suggestions: several have the same title or category. */
    private static final int LOOKED_AT = 30;
    private static final int BAD_REQUEST = 400;

    private final ElasticsearchClient elasticsearch;
    private final SynonymService synonyms;
    private final String alias;

    ProductSearch(@Qualifier("searchClient") ElasticsearchClient elasticsearch, SynonymService synonyms,
            SearchProperties properties) {
        this.elasticsearch = elasticsearch;
        this.synonyms = synonyms;
        this.alias = properties.alias();
    }

    /** How the words of a search are taken. */
    private enum Match {

        /** Every product, when there are no words. */
        ALL,
        AS_TYPED,
        /** Only when nothing is found as typed. */
        MISTYPED
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
        if (after != null) {
            return page(new Page(query, match(after, query), order, size, after));
        }
        Page first = new Page(query, query.text().isPresent() ? Match.AS_TYPED : Match.ALL, order, size, null);
        SearchResult found = page(first);
        return found.total() == 0 && first.match == Match.AS_TYPED
                ? page(new Page(query, Match.MISTYPED, order, size, null))
                : found;
    }

    /** What goes on as the text begins, typing errors forgiven; nothing for an empty text. */
    public Suggestions suggest(String text) {
        String words = SearchQuery.checkedText("q", text);
        if (words.isEmpty()) {
            return new Suggestions(List.of(), List.of());
        }
        List<Found> found = ask(SearchRequest.of(search -> search
                .index(alias)
                .query(Relevance.beginningWith(words))
                .source(source -> source.filter(fields -> fields.includes(SHOWN)))
                .size(LOOKED_AT))).hits().hits().stream().map(hit -> Objects.requireNonNull(hit.source())).toList();
        return new Suggestions(
                found.stream().map(Found::title).distinct().limit(SUGGESTIONS).toList(),
                found.stream().map(product -> product.category.getLast()).distinct().limit(SUGGESTED_CATEGORIES)
                        .toList());
    }

    /**
     * What a shopper may want to search for, the best first.
     *
     * @param texts titles of products
     * @param categories paths of categories in which there are such products
     */
    public record Suggestions(List<String> texts, List<String> categories) {}

    private record Page(SearchQuery query, Match match, ResultOrder order, PageSize size, @Nullable Cursor after) {}

    private SearchResult page(Page page) {
        Filters filters = new Filters(page.query);
        FacetCounts facets = new FacetCounts(filters, List.copyOf(page.query.attributes().keySet()));
        SearchResponse<Found> response = ask(request(page, filters, facets));
        List<Hit<Found>> hits = response.hits().hits();
        return new SearchResult(
                hits.stream().limit(page.size.value()).map(ProductSearch::hit).toList(),
                facets.read(response.aggregations()),
                total(response),
                page.query.text().flatMap(text -> Spelling.corrected(text, response.suggest()))
                        .filter(other -> findsSomething(other, filters)),
                next(hits, page));
    }

    private SearchRequest request(Page page, Filters filters, FacetCounts facets) {
        return SearchRequest.of(search -> {
            search.index(alias)
                    .query(bool -> bool.bool(parts -> parts.must(words(page)).filter(filters.always())))
                    .postFilter(filters.hits())
                    .aggregations(facets.aggregations())
                    .sort(page.order.options())
                    .size(page.size.plusOne())
                    .trackTotalHits(track -> track.enabled(true))
                    .source(source -> source.filter(fields -> fields.includes(SHOWN)));
            if (page.match != Match.ALL) {
                search.highlight(highlight -> highlight
                        .encoder(HighlighterEncoder.Html)
                        .fields("title", field -> field.numberOfFragments(0))
                        .fields("description", field -> field.numberOfFragments(1)));
            }
            if (page.match == Match.MISTYPED) {
                search.suggest(Spelling.of(page.query.text().orElseThrow()));
            }
            if (page.after != null) {
                search.searchAfter(place(page.after, page.order));
            }
            return search;
        });
    }

    private Query words(Page page) {
        return switch (page.match) {
            case ALL -> Query.of(query -> query.matchAll(every -> every));
            case AS_TYPED -> Relevance.of(wordings(page.query.text().orElseThrow()));
            case MISTYPED -> Relevance.mistyped(wordings(page.query.text().orElseThrow()));
        };
    }

    private Wordings wordings(String text) {
        return Wordings.of(text, synonyms.byTerm());
    }

    private boolean findsSomething(String text, Filters filters) {
        return total(ask(SearchRequest.of(search -> search
                .index(alias)
                .query(bool -> bool.bool(parts -> parts.filter(Relevance.of(wordings(text)))
                        .filter(filters.always()).filter(filters.hits())))
                .size(0)))) > 0;
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

    private static long total(SearchResponse<?> response) {
        return Objects.requireNonNull(response.hits().total()).value();
    }

    private static SearchResult.Hit hit(Hit<Found> hit) {
        Found found = Objects.requireNonNull(hit.source());
        Map<String, String> highlight = new LinkedHashMap<>();
        hit.highlight().forEach((field, fragments) -> highlight.put(field, String.join(" … ", fragments)));
        return new SearchResult.Hit(found.id, found.externalId, found.title, found.brand, found.category.getLast(),
                Money.of(found.price, found.currency), found.inStock, found.image, highlight);
    }

    private static Optional<Cursor> next(List<Hit<Found>> hits, Page page) {
        if (hits.size() <= page.size.value()) {
            return Optional.empty();
        }
        List<FieldValue> place = hits.get(page.size.value() - 1).sort();
        double first = place.getFirst().isDouble() ? place.getFirst().doubleValue() : place.getFirst().longValue();
        return Optional.of(Cursor.of(page.order, Double.doubleToLongBits(first), place.get(1).stringValue(),
                page.match));
    }

    /** Prices and dates are far below 2^53, so that a double carries them as exactly as it carries a score. */
    private static List<FieldValue> place(Cursor cursor, ResultOrder order) {
        double first = Double.longBitsToDouble(cursor.number(1));
        if (!cursor.text(0).equals(order.name()) || !Double.isFinite(first)) {
            throw ofAnotherSearch();
        }
        FieldValue value = order == ResultOrder.RELEVANCE ? FieldValue.of(first) : FieldValue.of((long) first);
        return List.of(value, FieldValue.of(cursor.uuid(2).toString()));
    }

    /** All pages of a search take its words in the same way. */
    private static Match match(Cursor cursor, SearchQuery query) {
        String name = cursor.text(3);
        for (Match match : Match.values()) {
            if (match.name().equals(name) && (match == Match.ALL) == query.text().isEmpty()) {
                return match;
            }
        }
        throw ofAnotherSearch();
    }

    private static InvalidSearch ofAnotherSearch() {
        return new InvalidSearch("cursor", "the cursor belongs to another search; begin again without it");
    }

    /** The fields of a document that are shown. */
    record Found(String id, @Nullable String externalId, String title, @Nullable String brand, List<String> category,
            long price, String currency, boolean inStock, @Nullable String image) {}
}
