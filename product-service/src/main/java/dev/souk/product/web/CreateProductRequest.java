package dev.souk.product.web;

import dev.souk.product.catalogue.ProductDetails;
import dev.souk.product.catalogue.ProductStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A new product.
 *
 * @param category path of an existing category
 * @param status PUBLISHED unless it says otherwise
 */
record CreateProductRequest(@Nullable String externalId, @NotBlank String title, @Nullable String description,
        @Nullable String brand, @NotBlank String category, @Nullable Map<String, Object> attributes,
        @NotEmpty List<@Valid @NotNull VariantRequest> variants, @Nullable ProductStatus status) {

    ProductDetails toDetails() {
        return new ReplaceProductRequest(title, description, brand, category, attributes, variants, status)
                .details(List.of());
    }

    ProductStatus statusOrPublished() {
        return Objects.requireNonNullElse(status, ProductStatus.PUBLISHED);
    }
}
