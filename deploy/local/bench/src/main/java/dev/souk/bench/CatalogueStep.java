package dev.souk.bench;

import dev.souk.bench.GcLog.HeapUse;
import java.util.List;

/**
 * What was measured after one more import.
 *
 * @param catalogue what the products come from
 * @param generated whether they were made up for the measurement
 * @param products that the catalogue has now
 * @param firstReads of products that nobody has read before
 * @param warmUps before the measurement of this step
 */
record CatalogueStep(String catalogue, boolean generated, long products, Imported imported, List<Reads> reads,
        Reads firstReads, Searches searches, List<WarmUp> warmUps) {

    /**
     * One feed.
     *
     * @param products that it brought
     * @param seconds from the first byte sent until every product was searchable
     * @param heap of product-service meanwhile
     */
    record Imported(long products, double seconds, HeapUse heap) {

        double rate() {
            return products / seconds;
        }
    }
}
