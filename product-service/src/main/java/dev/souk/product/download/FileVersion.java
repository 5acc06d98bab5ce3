package dev.souk.product.download;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a source says to tell a file from later ones (RFC 9110, 8.8).
 *
 * @param etag as it came, quotes included
 * @param lastModified as it came
 */
public record FileVersion(@Nullable String etag, @Nullable String lastModified) {

    /** Of a file that was never fetched, or whose source says nothing. */
    public static final FileVersion UNKNOWN = new FileVersion(null, null);

    /** What is longer is not worth to be kept; control characters could be neither kept nor sent back. */
    private static final Pattern KEPT = Pattern.compile("[\\x20-\\x7e]{1,500}");

    public FileVersion {
        etag = kept(etag);
        lastModified = kept(lastModified);
    }

    private static @Nullable String kept(@Nullable String header) {
        return header != null && KEPT.matcher(header).matches() ? header : null;
    }

    /** The headers of a request that wants no more than a newer one. */
    Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        if (etag != null) {
            conditions.put(HttpHeaders.IF_NONE_MATCH, etag);
        }
        if (lastModified != null) {
            conditions.put(HttpHeaders.IF_MODIFIED_SINCE, lastModified);
        }
        return conditions;
    }

    public boolean isKnown() {
        return etag != null || lastModified != null;
    }
}
