package dev.souk.product.web;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.Prices;
import dev.souk.product.catalogue.Sale;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.catalogue.Variant;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A variant as an editor sends it.
 *
 * @param price what it costs while no sale is on
 * @param sales stay as they are when absent
 */
record VariantRequest(@NotBlank String sku, @NotNull @Valid Price price,
        @Nullable @Schema(description = "At most 20, no two at the same moment; absent: as they are") List<@Valid @NotNull SaleRequest> sales,
        @Nullable Map<String, Object> attributes) {

    /**
     * A lower price for some time, in the currency of the price.
     *
     * @param amount in minor units
     * @param from the first moment of the sale
     * @param until the first moment after it
     */
    record SaleRequest(@NotNull @Schema(example = "1499") Long amount,
            @NotNull @Schema(example = "USD") String currency,
            @NotNull @Schema(example = "2026-11-27T00:00:00Z") Instant from,
            @NotNull @Schema(example = "2026-12-01T00:00:00Z") Instant until) {

        static SaleRequest of(Sale sale) {
            return new SaleRequest(sale.price().amount(), sale.price().currency().getCurrencyCode(), sale.from(),
                    sale.until());
        }

        private Sale toSale(String pointer) {
            try {
                return new Sale(Prices.of(amount, currency, ""), from, until);
            } catch (InvalidProduct invalid) {
                throw invalid.in(pointer);
            }
        }
    }

    /** @param before what the variants are now */
    static List<Variant> toVariants(List<VariantRequest> requests, List<Variant> before) {
        return IntStream.range(0, requests.size())
                .mapToObj(i -> requests.get(i).toVariant("/variants/" + i, before))
                .toList();
    }

    private Variant toVariant(String pointer, List<Variant> before) {
        try {
            return new Variant(new Sku(sku), Prices.of(price.amount(), price.currency(), "/price"), salesOr(before),
                    attributes == null ? Attributes.NONE : new Attributes(attributes));
        } catch (InvalidProduct invalid) {
            throw invalid.in(pointer);
        }
    }

    private List<Sale> salesOr(List<Variant> before) {
        if (sales == null) {
            return before.stream().filter(variant -> variant.sku().value().equals(sku)).findFirst()
                    .map(Variant::sales).orElse(List.of());
        }
        return IntStream.range(0, sales.size()).mapToObj(i -> sales.get(i).toSale("/sales/" + i)).toList();
    }
}
