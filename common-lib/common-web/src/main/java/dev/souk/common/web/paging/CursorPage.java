package dev.souk.common.web.paging;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a collection.
 *
 * @param nextCursor to be sent back as {@code cursor} for the next page; null on the last one
 */
public record CursorPage<T>(List<T> items, @Schema(example = "AZpdLnwbekCdXj8cK2pwAQ") @Nullable String nextCursor) {

    public CursorPage {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows that were read with {@link PageSize#plusOne()} as limit: the row too many only tells that
     * there is a next page.
     *
     * @param cursorOf where the page after this row begins
     */
    public static <T> CursorPage<T> of(List<T> rows, PageSize size, Function<T, Cursor> cursorOf) {
        if (rows.size() <= size.value()) {
            return new CursorPage<>(rows, null);
        }
        List<T> items = rows.subList(0, size.value());
        return new CursorPage<>(items, cursorOf.apply(items.getLast()).toString());
    }

    public <R> CursorPage<R> map(Function<T, R> mapping) {
        return new CursorPage<>(items.stream().map(mapping).toList(), nextCursor);
    }
}
