package dev.souk.product.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.Product;
import dev.souk.product.catalogue.ProductStatus;
import dev.souk.product.catalogue.PublishedImage;
import dev.souk.product.catalogue.Rating;
import dev.souk.product.catalogue.Sale;
import dev.souk.product.catalogue.Variant;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product as readers see it.
 *
 * @param category path in the category tree
 */
record ProductResponse(UUID id, @Nullable String externalId, String title, String description,
        @Nullable String brand, String category, Map<String, Object> attributes, List<ImageResponse> images,
        RatingResponse rating, List<VariantResponse> variants, ProductStatus status) {

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
     * What the approved reviews add up to.
     *
     * @param average of the stars with one decimal, rounded half up, as text so that nobody's binary fractions change it; null
     *        without reviews
     * @param stars how many reviews give so many
     */
    record RatingResponse(@Nullable @Schema(example = "4.3") String average, @Schema(example = "12") long count,
            @Schema(example = "{\"1\": 0, \"2\": 1, \"3\": 1, \"4\": 4, \"5\": 6}") Map<String, Long> stars) {

        static RatingResponse of(Rating rating) {
            Map<String, Long> stars = new LinkedHashMap<>();
            rating.stars().forEach(count -> stars.put(String.valueOf(stars.size() + 1), count));
            OptionalInt tenths = rating.averageTenths();
            return new RatingResponse(
                    tenths.isPresent() ? tenths.getAsInt() / 10 + "." + tenths.getAsInt() % 10 : null,
                    rating.count(), stars);
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
                RatingResponse.of(entry.rating()),
                product.details().variants().stream()
                        .map(variant -> VariantResponse.of(variant, entry))
                        .toList(),
                product.status());
    }
}
