package dev.souk.product.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Service;

/** Finds products. Every method throws {@link SearchUnavailable} while Elasticsearch cannot be asked. */
@Service
public final class ProductSearch {

    private static final List<String> SHOWN = List.of("id", "number", "externalId", "title", "brand", "category",
            "price",
            "currency", "inStock", "image");
    private static final int SUGGESTIONS = 8;
    private static final int SUGGESTED_CATEGORIES = 3;
    /** Products that are looked at for suggestions: several have the same title or category. */
    private static final int LOOKED_AT = 30;
    private static final String TOTAL = "total";
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

    /**
     * One page of the products that match. All pages together show every product once that matches throughout and, in other
     * orders than by relevance, keeps its place; whatever happens to other products meanwhile.
     *
     * @param sort {@code relevance}, {@code price}, {@code -price}, {@code newest} or {@code rating}
     * @param after where the page begins; must come from the same search, whatever the size of its pages was
     * @throws InvalidSearch for an unknown order or a cursor of another search
     */
    public SearchResult search(SearchQuery query, @Nullable String sort, PageSize size, @Nullable Cursor after) {
        ResultOrder order = sort != null
                ? ResultOrder.of(sort)
                : query.text().isPresent() ? ResultOrder.RELEVANCE : ResultOrder.NEWEST;
        if (after != null) {
            return page(new Page(query, order, size, Place.of(after, query, order)));
        }
        Match match = query.text().isPresent() ? Match.AS_TYPED : Match.ALL;
        SearchResult found = page(new Page(query, order, size, Place.first(match)));
        return found.total() == 0 && match == Match.AS_TYPED && isMistyped(query)
                ? page(new Page(query, order, size, Place.first(Match.MISTYPED)))
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
                .size(LOOKED_AT))).hits().hits().stream().map(ProductSearch::found).toList();
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

    private record Page(SearchQuery query, ResultOrder order, PageSize size, Place place) {

        Match match() {
            return place.match();
        }
    }

    private SearchResult page(Page page) {
        Filters filters = new Filters(page.query);
        FacetCounts facets = new FacetCounts(filters, List.copyOf(page.query.attributes().keySet()));
        SearchResponse<Found> response = ask(request(page, filters, facets));
        List<Hit<Found>> hits = response.hits().hits();
        return new SearchResult(
                hits.stream().limit(page.size.value()).map(ProductSearch::hit).toList(),
                facets.read(response.aggregations()),
                page.place.shown().size() == 0 ? total(response) : totalWithShown(response),
                page.query.text().flatMap(text -> Spelling.corrected(text, response.suggest()))
                        .filter(other -> findsSomething(other, filters)),
                next(hits, page));
    }

    private SearchRequest request(Page page, Filters filters, FacetCounts facets) {
        return SearchRequest.of(search -> {
            search.index(alias)
                    .query(page.order.isByPrice() ? inCurrencyFirst(page, filters) : scoredByWords(page, filters))
                    .postFilter(notShown(filters.hits(), page.place.shown()))
                    .aggregations(facets.aggregations())
                    .sort(page.place.sort(page.order))
                    .size(page.size.plusOne())
                    .trackTotalHits(track -> track.enabled(true))
                    .source(source -> source.filter(fields -> fields.includes(SHOWN)));
            if (page.match() != Match.ALL) {
                search.highlight(highlight -> highlight
                        .encoder(HighlighterEncoder.Html)
                        .fields("title", field -> field.numberOfFragments(0))
                        .fields("description", field -> field.numberOfFragments(1)));
            }
            if (page.match() == Match.MISTYPED) {
                search.suggest(Spelling.of(page.query.text().orElseThrow()));
            }
            if (page.place.shown().size() > 0) {
                search.aggregations(TOTAL, all -> all.filter(filters.hits()));
            }
            if (!page.place.after().isEmpty()) {
                search.searchAfter(page.place.after());
            }
            return search;
        });
    }

    private Query scoredByWords(Page page, Filters filters) {
        return Query.of(query -> query.bool(bool -> bool.must(words(page)).filter(filters.always())));
    }

    /** Scored 1 in the currency of the search, and 0 in any other. */
    private Query inCurrencyFirst(Page page, Filters filters) {
        return Query.of(query -> query.bool(bool -> bool.filter(words(page)).filter(filters.always())
                .should(should -> should.constantScore(constant -> constant.filter(filters.inCurrency()).boost(1f)))));
    }

    /** Only the hits: facets and the total are the same on all pages. */
    private static Query notShown(Query hits, Shown shown) {
        return shown.size() == 0
                ? hits
                : Query.of(query -> query.bool(bool -> bool.filter(hits).mustNot(not -> not
                        .terms(terms -> terms.field("number").terms(any -> any.value(shown.values()))))));
    }

    private Query words(Page page) {
        return switch (page.match()) {
            case ALL -> Query.of(query -> query.matchAll(every -> every));
            case AS_TYPED -> Relevance.of(wordings(page.query.text().orElseThrow()));
            case MISTYPED -> Relevance.mistyped(wordings(page.query.text().orElseThrow()));
        };
    }

    private Wordings wordings(String text) {
        return Wordings.of(text, synonyms.byTerm());
    }

    /** What only the filters leave out was not mistyped: nobody who chooses a brand wants other words searched. */
    private boolean isMistyped(SearchQuery query) {
        SearchQuery everywhere = query.withoutFilters();
        return query.equals(everywhere) || !findsSomething(query.text().orElseThrow(), new Filters(everywhere));
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

    private static long totalWithShown(SearchResponse<?> response) {
        return Objects.requireNonNull(response.aggregations().get(TOTAL)).filter().docCount();
    }

    private static SearchResult.Hit hit(Hit<Found> hit) {
        Found found = found(hit);
        Map<String, String> highlight = new LinkedHashMap<>();
        hit.highlight().forEach((field, fragments) -> highlight.put(field, String.join(" … ", fragments)));
        return new SearchResult.Hit(found.id, found.externalId, found.title, found.brand, found.category.getLast(),
                Money.of(found.price, found.currency), found.inStock, found.image, highlight);
    }

    private static Optional<Cursor> next(List<Hit<Found>> hits, Page page) {
        if (hits.size() <= page.size.value()) {
            return Optional.empty();
        }
        List<Hit<Found>> shown = hits.subList(0, page.size.value());
        if (page.order != ResultOrder.RELEVANCE || page.place.isUnranked()) {
            return Optional.of(page.place.behind(shown.getLast().sort()).cursor(page.query, page.order));
        }
        List<Long> numbers = shown.stream().flatMap(hit -> Stream.ofNullable(found(hit).number)).toList();
        // an index from before the numbers is replaced within minutes of the update, and has one page until then
        return numbers.size() < shown.size()
                ? Optional.empty()
                : Optional.of(page.place.without(numbers).cursor(page.query, page.order));
    }

    private static Found found(Hit<Found> hit) {
        return Objects.requireNonNull(hit.source());
    }

    /** The fields of a document that are shown. */
    record Found(String id, @Nullable Long number, @Nullable String externalId, String title, @Nullable String brand,
            List<String> category,
            long price, String currency, boolean inStock, @Nullable String image) {}
}
