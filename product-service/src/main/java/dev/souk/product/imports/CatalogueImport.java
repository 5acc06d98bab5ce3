package dev.souk.product.imports;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the import of a feed has come.
 *
 * @param url that the file comes from; null when it was uploaded
 * @param feed whose import this is; null when somebody has asked for this import alone
 * @param unmodified the source has said that the feed is as it was at its last import, so that nothing was read
 * @param read products and bad rows so far
 * @param failed bad rows, which were passed over
 * @param indexed products of the feed that search shows as they are now
 * @param failure why the import ended before its end; null unless it did
 * @param errors the first of the bad rows, and of the products that search refuses
 */
public record CatalogueImport(UUID id, Status status, @Nullable String url, @Nullable String feed, boolean unmodified,
        long read, long created, long changed, long unchanged, long failed, long indexed, @Nullable String failure,
        List<RowError> errors) {

    /** COMPLETED only when search shows every product of the feed, but those that it refuses for good. */
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
    public record RowError(long line, String detail) {

        private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
        private static final int LONGEST_DETAIL = 500;

        /** The detail may cite the row: what cannot be kept or shown of it is replaced, and it is cut at 500 characters. */
        public RowError {
            String printable = UNPRINTABLE.matcher(detail).replaceAll("\uFFFD");
            detail = printable.length() > LONGEST_DETAIL ? printable.substring(0, LONGEST_DETAIL) + "…" : printable;
        }
    }
}
