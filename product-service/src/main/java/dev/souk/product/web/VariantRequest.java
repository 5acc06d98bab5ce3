package dev.souk.product.web;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.Prices;
import dev.souk.product.catalogue.Sku;
import dev.souk.product.catalogue.Variant;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A variant as an editor sends it. */
record VariantRequest(@NotBlank String sku, @NotNull @Valid Price price, @Nullable Map<String, Object> attributes) {

    static List<Variant> toVariants(List<VariantRequest> requests) {
        return IntStream.range(0, requests.size())
                .mapToObj(i -> requests.get(i).toVariant("/variants/" + i))
                .toList();
    }

    private Variant toVariant(String pointer) {
        try {
            return new Variant(new Sku(sku), Prices.of(price.amount(), price.currency(), "/price"),
                    attributes == null ? Attributes.NONE : new Attributes(attributes));
        } catch (InvalidProduct invalid) {
            throw invalid.in(pointer);
        }
    }
}
