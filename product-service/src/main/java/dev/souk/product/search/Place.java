package dev.souk.product.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.PageSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Where a page of a search begins. A product's score follows from all others, and changes when any of them does; so what comes by
 * relevance does not begin behind a score but leaves out what was shown (ADR 23). Other orders begin behind the last product.
 *
 * @param match in which all pages of a search take its words
 * @param shown to be left out; nothing unless the search is by relevance
 * @param after sort values of the last product; empty to begin
 */
record Place(Match match, Shown shown, List<FieldValue> after) {

    /** So many come by relevance, and a cursor has their numbers; those behind them, whom nobody looks at, come by their ids. */
    static final int MOST_RANKED = 500;

    private static final int MOST_SHOWN = MOST_RANKED + PageSize.LARGEST;
    /** The end of the year 9999, and above every price and rating. */
    private static final long GREATEST = 253_402_300_799_999L;

    static Place first(Match match) {
        return new Place(match, Shown.NOTHING, List.of());
    }

    /** @throws InvalidSearch when the cursor is not one of this search */
    static Place of(Cursor cursor, SearchQuery query, ResultOrder order) {
        if (!cursor.uuid(0).equals(question(query, order))) {
            throw ofAnotherSearch();
        }
        Place place = new Place(match(cursor.text(1), query), shown(cursor.text(2)),
                cursor.text(3).isEmpty() ? List.of() : after(cursor, order));
        boolean possible = order == ResultOrder.RELEVANCE
                ? place.shown.size() > 0 && (place.after.isEmpty() || place.isUnranked())
                : place.shown.size() == 0 && !place.after.isEmpty();
        if (!possible) {
            throw ofAnotherSearch();
        }
        return place;
    }

    Cursor cursor(SearchQuery query, ResultOrder order) {
        List<Object> parts = new ArrayList<>(List.of(question(query, order), match, shown));
        parts.add(after.isEmpty() ? "" : after.getLast().stringValue());
        after.stream().limit(Math.max(0, after.size() - 1)).map(Place::whole).forEach(parts::add);
        return Cursor.of(parts.toArray());
    }

    /** Whether what is left comes by its ids. */
    boolean isUnranked() {
        return shown.size() >= MOST_RANKED;
    }

    List<SortOptions> sort(ResultOrder order) {
        return isUnranked() ? List.of(ResultOrder.BY_ID) : order.options();
    }

    /** The same without these products. */
    Place without(Collection<Long> numbers) {
        return new Place(match, shown.and(numbers), after);
    }

    Place behind(List<FieldValue> last) {
        return new Place(match, shown, last);
    }

    /** Stands for all that decides which products come, and in which order. */
    private static UUID question(SearchQuery query, ResultOrder order) {
        return UUID.nameUUIDFromBytes((query + " by " + order).getBytes(StandardCharsets.UTF_8));
    }

    private static Match match(String name, SearchQuery query) {
        for (Match match : Match.values()) {
            if (match.name().equals(name) && (match == Match.ALL) == query.text().isEmpty()) {
                return match;
            }
        }
        throw ofAnotherSearch();
    }

    private static Shown shown(String text) {
        try {
            Shown shown = Shown.parse(text);
            if (shown.size() <= MOST_SHOWN) {
                return shown;
            }
        } catch (IllegalArgumentException forged) {
            // falls through to the refusal, as a list that is too long does
        }
        throw ofAnotherSearch();
    }

    private static List<FieldValue> after(Cursor cursor, ResultOrder order) {
        List<FieldValue> after = new ArrayList<>();
        int values = order == ResultOrder.RELEVANCE ? 0 : order.options().size() - 1;
        for (int i = 0; i < values; i++) {
            long value = cursor.number(4 + i);
            if (value < 0 || value > GREATEST) {
                throw ofAnotherSearch();
            }
            after.add(FieldValue.of(value));
        }
        after.add(FieldValue.of(cursor.uuid(3).toString()));
        return after;
    }

    /** Only scores of 0 and 1 come as other numbers. */
    private static long whole(FieldValue value) {
        return value.isDouble() ? (long) value.doubleValue() : value.longValue();
    }

    private static InvalidSearch ofAnotherSearch() {
        return new InvalidSearch("cursor", "the cursor belongs to another search; begin again without it");
    }
}
