package dev.souk.product.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.PageSize;
import dev.souk.product.search.ProductSearch;
import dev.souk.product.search.SearchQuery;
import dev.souk.product.search.SearchResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search for everybody. */
@RestController
@RequestMapping("/api/v1/search")
class SearchController {

    private static final String ATTRIBUTE_PREFIX = "attr.";

    private final ProductSearch search;

    SearchController(ProductSearch search) {
        this.search = search;
    }

    /** Prices in minor units; {@code attr.NAME=VALUE} filters by an attribute. */
    @GetMapping
    SearchResponse search(@RequestParam @Nullable String q, @RequestParam(defaultValue = "") List<String> category,
            @RequestParam MultiValueMap<String, String> parameters, @RequestParam @Nullable Long priceMin,
            @RequestParam @Nullable Long priceMax, @RequestParam(defaultValue = "false") boolean inStock,
            @RequestParam @Nullable String sort, PageSize size, @Nullable Cursor cursor) {
        SearchQuery query = new SearchQuery(Optional.ofNullable(q), category, values(parameters, "brand"),
                optional(priceMin), optional(priceMax), inStock, attributes(parameters));
        return SearchResponse.of(search.search(query, sort, size, cursor));
    }

    @GetMapping("/suggest")
    SuggestionsResponse suggest(@RequestParam String q) {
        return SuggestionsResponse.of(search.suggest(q));
    }

    /**
     * What the shopper may want to search for, the best first.
     *
     * @param categories paths to offer as filters
     */
    record SuggestionsResponse(List<SuggestionResponse> items, List<String> categories) {

        static SuggestionsResponse of(ProductSearch.Suggestions suggestions) {
            return new SuggestionsResponse(suggestions.texts().stream().map(SuggestionResponse::new).toList(),
                    suggestions.categories());
        }
    }

    /** A text to search for. */
    record SuggestionResponse(String text) {}

    /** A page of products, and counts over all that were found. */
    record SearchResponse(List<HitResponse> items, SearchResult.Facets facets, long total,
            @Nullable String didYouMean, @Nullable String nextCursor) {

        static SearchResponse of(SearchResult result) {
            return new SearchResponse(result.hits().stream().map(HitResponse::of).toList(), result.facets(),
                    result.total(), result.didYouMean().orElse(null), result.next().map(Cursor::toString).orElse(null));
        }
    }

    /**
     * A product that was found.
     *
     * @param image URL of its first image
     * @param highlight HTML by field, escaped but for {@code <em>} around what matched
     */
    record HitResponse(String id, @Nullable String externalId, String title, @Nullable String brand, String category,
            Price price, boolean inStock, @Nullable String image, Map<String, String> highlight) {

        static HitResponse of(SearchResult.Hit hit) {
            return new HitResponse(hit.id(), hit.externalId(), hit.title(), hit.brand(), hit.category(),
                    Price.of(hit.price()), hit.inStock(),
                    hit.mediaKey() == null ? null : MediaController.url(hit.mediaKey()), hit.highlight());
        }
    }

    /** Unsplit, as the names of brands have commas. */
    private static List<String> values(MultiValueMap<String, String> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty()).toList();
    }

    private static Map<String, List<String>> attributes(MultiValueMap<String, String> parameters) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        parameters.forEach((name, values) -> {
            if (name.startsWith(ATTRIBUTE_PREFIX)) {
                attributes.put(name.substring(ATTRIBUTE_PREFIX.length()), values);
            }
        });
        return attributes;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
