package dev.souk.product.web;

import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.ChangedBy;
import dev.souk.product.catalogue.ProductId;
import dev.souk.product.media.ImageService;
import dev.souk.product.media.UploadTicket;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How images get to a product. */
@RestController
@RequestMapping("/api/v1/products/{productId}/images")
@PreAuthorize("hasRole('OPERATOR')")
class ImageController {

    private final ImageService images;

    ImageController(ImageService images) {
        this.images = images;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UploadResponse announce(@PathVariable UUID productId, @Valid @RequestBody UploadRequest request) {
        return UploadResponse.of(images.announce(new ProductId(productId), request.fileName(), request.contentType(),
                request.size()));
    }

    @PostMapping("/{imageId}/complete")
    ProductResponse.ImageResponse complete(@PathVariable UUID productId, @PathVariable UUID imageId,
            Caller caller) {
        return ProductResponse.ImageResponse.of(images.complete(new ProductId(productId), imageId,
                new ChangedBy.Operator(caller.userId())));
    }

    /**
     * A file that wants to be uploaded.
     *
     * @param size in bytes
     */
    record UploadRequest(@NotBlank String fileName, @NotBlank String contentType, @NotNull Long size) {}

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
