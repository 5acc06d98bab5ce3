package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.CatalogueEntry;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.media.ImageService;
import dev.souk.product.media.UploadTicket;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How images get to a product, into an order, and off it again. */
@RestController
@RequestMapping("/api/v1/products/{productId}/images")
@PreAuthorize("hasRole('OPERATOR')")
class ImageController {

    private final ImageService images;
    private final Creations creations;

    ImageController(ImageService images, Creations creations) {
        this.images = images;
        this.creations = creations;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask for leave to upload an image", description = "PUT the file to uploadUrl with exactly the headers of the answer, then complete. The signature binds type, "
            + "size and, when it is said, the hash. What is published later are the pixels without any metadata: no EXIF "
            + "(but for the orientation), no comments and no colour profile, so upload in sRGB.")
    ResponseEntity<UploadResponse> announce(@PathVariable UUID productId, @Valid @RequestBody UploadRequest request,
            Caller caller, @RequestHeader(name = Creations.KEY, required = false) @Nullable String key) {
        return creations.once("products/" + productId + "/images", caller, key, request, UploadResponse.class,
                () -> new Answer<>(HttpStatus.CREATED.value(), null,
                        UploadResponse.of(images.announce(new ProductId(productId), request.fileName(),
                                request.contentType(), request.size(), request.sha256()))));
    }

    @PostMapping("/{imageId}/complete")
    @Operation(summary = "Have the uploaded file checked and published", description = "May be repeated. A file that is not the announced image is thrown away and refused with 422; begin anew then. "
            + "Thumbnails fit squares of 160, 480 and 960 pixels, none as large as the image.")
    ProductResponse.ImageResponse complete(@PathVariable UUID productId, @PathVariable UUID imageId,
            Caller caller) {
        return ProductResponse.ImageResponse.of(images.complete(new ProductId(productId), imageId,
                new ChangedBy.Operator(caller.userId())));
    }

    @PutMapping
    @Operation(summary = "Put the images in order", description = "Names each image that the product shows once; lists and search show the first. Images that are "
            + "published later follow behind. If-Match is the product's ETag.")
    ResponseEntity<ProductResponse> order(@PathVariable UUID productId, @Valid @RequestBody ImageOrderRequest request,
            @Nullable IfMatch ifMatch, Caller caller) {
        CatalogueEntry product = images.order(new ProductId(productId), Revision.seenBy(ifMatch), request.images(),
                new ChangedBy.Operator(caller.userId()));
        return ResponseEntity.ok().eTag(Revision.tagOf(product)).body(ProductResponse.of(product));
    }

    @DeleteMapping("/{imageId}")
    @ApiResponse(responseCode = "204", description = "Taken off")
    @Operation(summary = "Take an image off the product", description = "If-Match is the product's ETag. The files are deleted by the next clearing up of those that no image has; until then, "
            + "and in caches for longer, who knows their addresses can read them.")
    ResponseEntity<Void> remove(@PathVariable UUID productId, @PathVariable UUID imageId,
            @Nullable IfMatch ifMatch, Caller caller) {
        images.remove(new ProductId(productId), Revision.seenBy(ifMatch), imageId,
                new ChangedBy.Operator(caller.userId()));
        return ResponseEntity.noContent().build();
    }

    /** @param images ids, the first one first */
    record ImageOrderRequest(@NotNull List<@NotNull UUID> images) {}

    /**
     * A file that wants to be uploaded.
     *
     * @param size in bytes
     * @param sha256 of the file, as {@code sha256sum} prints it
     */
    record UploadRequest(@Schema(example = "radio.png") @NotBlank String fileName,
            @Schema(example = "image/png", allowableValues = {"image/png",
                    "image/jpeg"}) @NotBlank String contentType,
            @Schema(example = "48213", description = "In bytes, at most 5 MB") @NotNull Long size,
            @Schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", description = "SHA-256 of the file in hexadecimal digits; binds the upload to these bytes") @Nullable String sha256){}

    /**
     * How to upload it.
     *
     * @param headers to be sent with the file
     */
    record UploadResponse(UUID imageId, URI uploadUrl, String method, Map<String, String> headers, Instant expiresAt) {

        static UploadResponse of(UploadTicket ticket) {
            return new UploadResponse(ticket.imageId(), ticket.uploadUrl(), HttpMethod.PUT.name(), ticket.headers(),
                    ticket.expiresAt());
        }
    }
}
