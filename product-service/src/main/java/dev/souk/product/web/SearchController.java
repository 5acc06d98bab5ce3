package dev.souk.product.web;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.PageSize;
import dev.souk.product.cache.Answer;
import dev.souk.product.cache.RecentAnswers;
import dev.souk.product.search.ProductSearch;
import dev.souk.product.search.SearchQuery;
import dev.souk.product.search.SearchResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Search for everybody. */
@RestController
@RequestMapping("/api/v1/search")
class SearchController {

    private static final String ATTRIBUTE_PREFIX = "attr.";

    /** Caches may keep an answer but must ask each time, as it shows prices. */
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache().cachePublic();

    private final ProductSearch search;
    private final RecentAnswers recent;
    private final JsonMapper json;
    private final Currency shopCurrency;

    SearchController(ProductSearch search, RecentAnswers recent, JsonMapper json,
            @Value("${souk.search.currency}") Currency shopCurrency) {
        this.search = search;
        this.recent = recent;
        this.json = json;
        this.shopCurrency = shopCurrency;
    }

    @GetMapping
    @Operation(summary = "Search products", description = "All words must be in a product; when no product has them all, whatever the filters, most of them with typing errors. Up to 16 words are searched for joined and with synonyms, too. attr.NAME=VALUE filters by "
            + "an attribute, in any case; a filter that is given several times takes any of its values. Facets count as if their own filter "
            + "were not set. Pages show each product once, whatever happens to others meanwhile; by relevance come the best 500, and then "
            + "the newest of the rest. A cursor does not expire and belongs to the same words, filters, currency and sort. "
            + "No character in a parameter is syntax. 503 with Retry-After while search is away.")
    @Parameter(name = "attr", in = ParameterIn.QUERY, description = "Attributes, each as a parameter attr.NAME=VALUE of its own; a name that is given several times takes any of its values", style = ParameterStyle.FORM, explode = Explode.TRUE, schema = @Schema(type = "object", additionalPropertiesSchema = String.class), example = "{\"attr.colour\": \"blue\"}")
    @Parameter(name = "brand", in = ParameterIn.QUERY, description = "Exact name, as the facet has it; may be given several times", array = @ArraySchema(schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = SearchResponse.class)))
    ResponseEntity<byte[]> search(
            @Parameter(description = "Words, at most 256 characters; without them everything is found, the newest first", example = "gaming mouse") @RequestParam @Nullable String q,
            @Parameter(description = "Path of a category; those below it are within it", example = "audio/headphones") @RequestParam(defaultValue = "") List<String> category,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            @Parameter(description = "ISO 4217 code of the prices that are meant by priceMin, priceMax, the facet of prices and an order by price; "
                    + "the shop's own when it is left away. Products with prices in another one are in no range and come last", schema = @Schema(type = "string", pattern = "[A-Z]{3}"), example = "EUR") @RequestParam @Nullable Currency currency,
            @Parameter(description = "In minor units of the currency, inclusive", example = "1000") @RequestParam @Nullable Long priceMin,
            @Parameter(description = "In minor units of the currency, inclusive", example = "5000") @RequestParam @Nullable Long priceMax,
            @Parameter(description = "Only what can be bought at this moment") @RequestParam(defaultValue = "false") boolean inStock,
            @Parameter(description = "relevance, price, -price, newest or rating") @RequestParam @Nullable String sort,
            PageSize size, @Nullable Cursor cursor) {
        SearchQuery query = new SearchQuery(Optional.ofNullable(q), category, values(parameters, "brand"),
                currency == null ? shopCurrency : currency, optional(priceMin), optional(priceMax), inStock,
                attributes(parameters));
        return answer(new Question(query, sort, size, String.valueOf(cursor)),
                () -> SearchResponse.of(search.search(query, sort, size, cursor)));
    }

    @GetMapping("/suggest")
    @Operation(summary = "What the shopper may want to search for", description = "As you type: the last word may be only begun, and typing errors are forgiven. At most 8 titles and 3 categories.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = SuggestionsResponse.class)))
    ResponseEntity<byte[]> suggest(
            @Parameter(description = "What was typed so far", example = "wireless headph") @RequestParam String q) {
        return answer(q, () -> SuggestionsResponse.of(search.suggest(q)));
    }

    /** All that the answer depends on. */
    private record Question(SearchQuery query, @Nullable String sort, PageSize size, String cursor) {}

    private ResponseEntity<byte[]> answer(Object question, Supplier<?> response) {
        Answer answer = recent.get(question, () -> json.writeValueAsBytes(response.get()));
        return ResponseEntity.ok().eTag(answer.tag()).cacheControl(ASK_EACH_TIME)
                .contentType(MediaType.APPLICATION_JSON).body(answer.body());
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

    /**
     * A page of products, and counts over all that were found.
     *
     * @param didYouMean another spelling that finds something, when nothing has the words as they were typed
     */
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

    /** Unsplit, as the names of brands have commas; what is empty, as a form sends it, is no value. */
    private static List<String> values(MultiValueMap<String, String> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty()).toList();
    }

    private static Map<String, List<String>> attributes(MultiValueMap<String, String> parameters) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        parameters.keySet().forEach(name -> {
            if (name.startsWith(ATTRIBUTE_PREFIX)) {
                List<String> wanted = values(parameters, name);
                if (!wanted.isEmpty()) {
                    attributes.put(name.substring(ATTRIBUTE_PREFIX.length()), wanted);
                }
            }
        });
        return attributes;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
