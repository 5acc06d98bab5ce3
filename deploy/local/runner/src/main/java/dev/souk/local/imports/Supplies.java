package dev.souk.local.imports;

import dev.souk.local.api.SoukApi;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Gives stock to many SKUs. */
public final class Supplies {

    private static final int BATCH = 1_000;

    private final SoukApi operator;

    public Supplies(SoukApi operator) {
        this.operator = operator;
    }

    /**
     * Gives each SKU so many pieces, unless it got them by this reference before.
     *
     * @param done is told after each batch how many SKUs have been through
     * @return how many SKUs got them now
     */
    public long give(String reference, Collection<String> skus, int quantity, LongConsumer done) {
        List<String> all = new ArrayList<>(skus);
        long applied = 0;
        for (int start = 0; start < all.size(); start += BATCH) {
            List<String> batch = all.subList(start, Math.min(all.size(), start + BATCH));
            applied += give(reference, batch, quantity);
            done.accept((long) start + batch.size());
        }
        return applied;
    }

    private long give(String reference, List<String> batch, int quantity) {
        List<Map<String, Object>> items = batch.stream()
                .map(sku -> Map.<String, Object>of("sku", sku, "quantity", quantity))
                .toList();
        return operator.post("/inventory/supplies", Map.of("reference", reference, "items", items))
                .expect(200)
                .path("applied")
                .asLong();
    }
}
