package dev.souk.local.imports;

import java.util.List;

/**
 * What an import has done.
 *
 * @param supplied SKUs that got stock now; the others had got it by the same reference before
 * @param badRows those that were skipped; at most as many as the catalogue lists
 */
public record ImportResult(
        long read,
        long created,
        long changed,
        long unchanged,
        long failed,
        long supplied,
        List<BadRow> badRows) {

    public ImportResult {
        badRows = List.copyOf(badRows);
    }

    /** Whether the feed had a product that the catalogue could take. */
    public boolean hasProducts() {
        return created + changed + unchanged > 0;
    }

    /** @param line from 1 */
    public record BadRow(long line, String detail) {}
}
