package dev.souk.product.imports;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the import of a feed has come.
 *
 * @param read products and bad rows so far
 * @param failed bad rows, which were passed over
 * @param indexed products of the feed that search shows as they are now
 * @param failure why the import ended before its end; null unless it did
 * @param errors the first of the bad rows
 */
public record CatalogueImport(UUID id, Status status, long read, long created, long changed, long unchanged,
        long failed, long indexed, @Nullable String failure, List<RowError> errors) {

    /** COMPLETED only when search shows every product of the feed. */
    public enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /**
     * A bad row.
     *
     * @param line its number in the file, from 1
     */
    public record RowError(long line, String detail) {}
}
