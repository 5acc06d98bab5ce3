package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The order of what is found; the id comes last in each, so that no two products share a place. */
enum ResultOrder {

    RELEVANCE("relevance", "_score", SortOrder.Desc),
    CHEAPEST("price", "price", SortOrder.Asc),
    DEAREST("-price",
            "price", SortOrder.Desc),
    NEWEST("newest", "createdAt", SortOrder.Desc),
    BEST_RATED("rating", "rating", SortOrder.Desc);

    static final SortOptions BY_ID = SortOptions.of(sort -> sort.field(by -> by.field("id").order(SortOrder.Desc)));

    private final String parameter;
    private final String field;
    private final SortOrder direction;

    ResultOrder(String parameter, String field, SortOrder direction) {
        this.parameter = parameter;
        this.field = field;
        this.direction = direction;
    }

    static ResultOrder of(String parameter) {
        return Arrays.stream(values()).filter(order -> order.parameter.equals(parameter)).findFirst()
                .orElseThrow(() -> new InvalidSearch("sort", "sort is one of " + Arrays.stream(values())
                        .map(order -> order.parameter).collect(Collectors.joining(", "))));
    }

    List<SortOptions> options() {
        SortOptions byScore = SortOptions.of(sort -> sort.score(score -> score.order(SortOrder.Desc)));
        if (this == RELEVANCE) {
            return List.of(byScore, BY_ID);
        }
        SortOptions byField = SortOptions.of(sort -> sort.field(by -> by.field(field).order(direction)));
        return isByPrice() ? List.of(byScore, byField, BY_ID) : List.of(byField, BY_ID);
    }

    /** Amounts can be compared in one currency only: its products must be scored above all others. */
    boolean isByPrice() {
        return this == CHEAPEST || this == DEAREST;
    }
}
