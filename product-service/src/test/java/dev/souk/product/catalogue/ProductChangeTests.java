package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.common.money.Money;
import dev.souk.product.catalogue.ProductEvent.ProductChanged;
import dev.souk.product.catalogue.ProductEvent.ProductPublished;
import dev.souk.product.catalogue.ProductEvent.ProductWithdrawn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductChangeTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void onlyWhatDiffersIsRecorded() {
        Product before = product(ProductStatus.PUBLISHED,
                details("Radio", Map.of("colour", "Red", "w/o", true, "inches", 6.0), 1999, "S1"));
        Product after = before.edit(details("Better radio",
                Map.of("colour", "Blue", "inches", new BigDecimal("6"), "bands", 2), 1499, "S1"),
                ProductStatus.PUBLISHED);
        assertThat(ProductChange.between(before, after).fields()).containsExactlyInAnyOrder(
                new FieldChange("/title", "Radio", "Better radio"),
                new FieldChange("/attributes/colour", "Red", "Blue"),
                new FieldChange("/attributes/w~1o", true, null),
                new FieldChange("/attributes/bands", null, 2),
                new FieldChange("/variants/S1/listPrice/amount", 1999L, 1499L));
    }

    @Test
    void variantsAreFoundByTheirSku() {
        Product before = product(ProductStatus.DRAFT, details("Radio", Map.of(), 1, "S1", "S2"));
        Product after = before.edit(details("Radio", Map.of(), 1, "S2"), ProductStatus.DRAFT);
        assertThat(ProductChange.between(before, after).fields()).singleElement().satisfies(change -> {
            assertThat(change.field()).isEqualTo("/variants/S1");
            assertThat(change.to()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"DRAFT,PUBLISHED,ProductPublished", "WITHDRAWN,PUBLISHED,ProductPublished",
            "PUBLISHED,PUBLISHED,ProductChanged", "PUBLISHED,WITHDRAWN,ProductWithdrawn", "DRAFT,DRAFT,",
            "DRAFT,WITHDRAWN,", "WITHDRAWN,WITHDRAWN,"})
    void whatShoppersSeeIsAnnounced(ProductStatus before, ProductStatus after, String event) {
        Product product = product(before, details("Radio", Map.of(), 1, "S1"));
        assertThat(ProductChange.between(product, product.edit(product.details(), after)).event(NOW)
                .map(announced -> switch (announced) {
                    case ProductPublished _ -> "ProductPublished";
                    case ProductChanged _ -> "ProductChanged";
                    case ProductWithdrawn _ -> "ProductWithdrawn";
                }).orElse(null)).isEqualTo(event);
    }

    private static Product product(ProductStatus status, ProductDetails details) {
        return Product.create(null, details, status);
    }

    private static ProductDetails details(String title, Map<String, Object> attributes, long amount, String... skus) {
        return new ProductDetails(title, "", null, new CategoryPath("audio"), new Attributes(attributes),
                List.of(skus).stream()
                        .map(sku -> new Variant(new Sku(sku), Money.of(amount, "USD"), List.of(), Attributes.NONE))
                        .toList());
    }
}
