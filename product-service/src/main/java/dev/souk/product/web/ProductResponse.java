package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.Product;
import dev.souk.product.catalogue.ProductStatus;
import dev.souk.product.catalogue.PublishedImage;
import dev.souk.product.catalogue.Sale;
import dev.souk.product.catalogue.Variant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product as readers see it.
 *
 * @param category path in the category tree
 */
record ProductResponse(UUID id, @Nullable String externalId, String title, String description,
        @Nullable String brand, String category, Map<String, Object> attributes, List<ImageResponse> images,
        List<VariantResponse> variants, ProductStatus status) {

    /**
     * A picture in its own pixels.
     *
     * @param url relative to the address that the API was reached at; its bytes never change
     * @param thumbnails the smallest first; none that would be as large as the image
     */
    record ImageResponse(UUID id, String url, int width, int height, List<ThumbnailResponse> thumbnails) {

        static ImageResponse of(PublishedImage image) {
            return new ImageResponse(image.id(), MediaController.url(image.mediaKey()), image.width(), image.height(),
                    image.thumbnails().stream().map(ThumbnailResponse::of).toList());
        }
    }

    /** A smaller copy of an image, which fits a square of 160, 480 or 960 pixels. */
    record ThumbnailResponse(String url, int width, int height) {

        static ThumbnailResponse of(PublishedImage.Thumbnail thumbnail) {
            return new ThumbnailResponse(MediaController.url(thumbnail.mediaKey()), thumbnail.width(),
                    thumbnail.height());
        }
    }

    /**
     * A buyable form of the product.
     *
     * @param price what it costs now
     * @param listPrice what it costs while no sale is on
     * @param saleUntil when the sale ends that is on; absent while none is
     * @param available pieces in stock
     */
    record VariantResponse(String sku, Price price, Price listPrice,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant saleUntil, Map<String, Object> attributes,
            long available) {

        static VariantResponse of(Variant variant, CatalogueEntry entry) {
            return new VariantResponse(variant.sku().value(), Price.of(variant.priceAt(entry.at())),
                    Price.of(variant.listPrice()), variant.saleAt(entry.at()).map(Sale::until).orElse(null),
                    variant.attributes().values(), entry.available(variant.sku()));
        }
    }

    static ProductResponse of(CatalogueEntry entry) {
        Product product = entry.product();
        return new ProductResponse(product.id().value(), product.externalId(), product.details().title(),
                product.details().description(), product.details().brand(), product.details().category().value(),
                product.details().attributes().values(), entry.images().stream().map(ImageResponse::of).toList(),
                product.details().variants().stream()
                        .map(variant -> VariantResponse.of(variant, entry))
                        .toList(),
                product.status());
    }
}
