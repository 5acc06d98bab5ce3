package dev.souk.product.web;

import dev.souk.product.catalogue.Attributes;
import dev.souk.product.catalogue.CategoryPath;
import dev.souk.product.catalogue.ProductDetails;
import dev.souk.product.catalogue.ProductStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Some of what an editor can say of a product; what is absent stays as it is. */
record PatchProductRequest(@Nullable String title, @Nullable String description, @Nullable String brand,
        @Nullable String category, @Nullable Map<String, Object> attributes,
        @Nullable List<@Valid @NotNull VariantRequest> variants, @Nullable ProductStatus status) {

    ProductDetails appliedTo(ProductDetails before) {
        return new ProductDetails(
                title == null ? before.title() : title.strip(),
                Objects.requireNonNullElse(description, before.description()),
                brand == null ? before.brand() : brand,
                category == null ? before.category() : new CategoryPath(category),
                attributes == null ? before.attributes() : new Attributes(attributes),
                variants == null ? before.variants() : VariantRequest.toVariants(variants, before.variants()));
    }

    ProductStatus statusOr(ProductStatus current) {
        return Objects.requireNonNullElse(status, current);
    }
}
