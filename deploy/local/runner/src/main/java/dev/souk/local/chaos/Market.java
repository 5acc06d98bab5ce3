package dev.souk.local.chaos;

import dev.souk.local.Platform;
import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who buys in one run, and what.
 *
 * @param anybody the shop as it is seen without an account
 * @param hot a SKU of which there are fewer than are wanted
 */
record Market(SoukApi anybody, Customer operator, List<Customer> shoppers, List<String> skus, String hot) {

    static final int SHOPPERS = 12;
    private static final int SKUS = 6;
    private static final int PLENTY = 500;
    private static final int FEW = 5;
    private static final String CATEGORY = "chaos";
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** Needs a platform that is well. */
    static Market open(Platform platform, ShopperLog log) {
        SoukApi operator = platform.operator().within(PATIENCE);
        Answer category = operator.post("/categories", Map.of("name", "Chaos"), CATEGORY);
        if (category.status() != 201 && category.status() != 409) {
            category.expect(201);
        }
        List<String> skus = new ArrayList<>();
        for (int sku = 0; sku < SKUS; sku++) {
            skus.add(sell(operator, PLENTY));
        }
        SoukApi anybody = platform.api().within(PATIENCE);
        List<Customer> shoppers = new ArrayList<>();
        for (int shopper = 0; shopper < SHOPPERS; shopper++) {
            shoppers.add(Customer.register(anybody, log));
        }
        return new Market(anybody, Customer.operator(operator, log), shoppers, skus, sell(operator, FEW));
    }

    private static String sell(SoukApi operator, int pieces) {
        String sku = "CHAOS-" + UUID.randomUUID();
        operator.post("/products", Map.of(
                "externalId", sku,
                "title", "Lamp " + sku,
                "description", "A lamp that outlives everything",
                "brand", "Chaos",
                "category", CATEGORY,
                "variants", List.of(Map.of("sku", sku, "price", Map.of("amount", 1_999, "currency", "USD")))),
                sku).expect(201);
        operator.put("/inventory/" + sku + "/supply", Map.of("quantity", pieces, "reason", "chaos"), sku).expect(200);
        return sku;
    }
}
