package dev.souk.local.demo;

import dev.souk.local.api.SoukApi;
import dev.souk.local.imports.Supplies;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A product of which there are a few pieces only, made for one demo and withdrawn after it. */
final class LimitedEdition implements AutoCloseable {

    private final SoukApi operator;
    private final String productId;
    private final String sku;

    private LimitedEdition(SoukApi operator, String productId, String sku) {
        this.operator = operator;
        this.productId = productId;
        this.sku = sku;
    }

    static LimitedEdition create(SoukApi operator, int pieces) {
        String sku = "demo-" + UUID.randomUUID();
        String productId = operator.post(
                "/products",
                Map.of(
                        "title", "Hand-knotted prayer nut, limited edition",
                        "description", "There are " + pieces + " of these in the world.",
                        "brand", "Paperlane",
                        "category", "home/textiles",
                        "variants", List.of(Map.of("sku", sku, "price", Map.of("amount", 4_900, "currency", "USD")))),
                sku).expect(201).path("id").asString();
        new Supplies(operator).give("demo", List.of(sku), pieces, _ -> {});
        return new LimitedEdition(operator, productId, sku);
    }

    String sku() {
        return sku;
    }

    @Override
    public void close() {
        operator.delete("/products/" + productId);
    }
}
