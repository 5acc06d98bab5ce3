package dev.souk.product.web;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.ProductDetails;
import dev.souk.product.catalogue.ProductStatus;
import dev.souk.product.catalogue.Variant;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an editor can say of a product.
 *
 * @param category path of an existing category
 * @param status stays as it is when absent
 */
record ReplaceProductRequest(@NotBlank String title, @Nullable String description, @Nullable String brand,
        @NotBlank String category, @Nullable Map<String, Object> attributes,
        @NotEmpty List<@Valid @NotNull VariantRequest> variants, @Nullable ProductStatus status) {

    ProductDetails appliedTo(ProductDetails before) {
        return details(before.variants());
    }

    /** @param before what the variants are now */
    ProductDetails details(List<Variant> before) {
        return new ProductDetails(title.strip(), Objects.requireNonNullElse(description, ""), brand,
                new CategoryPath(category), attributes == null ? Attributes.NONE : new Attributes(attributes),
                VariantRequest.toVariants(variants, before));
    }

    ProductStatus statusOr(ProductStatus current) {
        return Objects.requireNonNullElse(status, current);
    }
}
