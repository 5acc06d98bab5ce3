package dev.souk.product.web;

import dev.souk.product.media.MediaFiles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The bytes of images for browsers; any cache on the way may keep them for ever. */
@RestController
@RequestMapping(MediaController.PATH)
class MediaController {

    static final String PATH = "/api/v1/media";

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final MediaFiles media;

    MediaController(MediaFiles media) {
        this.media = media;
    }

    static String url(String mediaKey) {
        return PATH + "/" + mediaKey;
    }

    /** Whoever has the bytes of a key already needs no others, so object storage is not asked. */
    @GetMapping("/{key}")
    @ApiResponse(responseCode = "200", description = "The image", content = @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "The client has it already", content = @Content)
    @Operation(summary = "The bytes of an image")
    ResponseEntity<Resource> file(
            @Parameter(description = "Hash of its bytes, as in the url of an image") @PathVariable String key,
            WebRequest request) throws IOException {
        String tag = "\"" + key + "\"";
        if (request.checkNotModified(tag)) {
            return notModified();
        }
        MediaFiles.MediaFile file = media.open(key);
        if ("*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            file.content().close();
            return notModified();
        }
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .eTag(tag)
                .contentType(MediaType.parseMediaType(file.contentType()))
                .contentLength(file.size())
                .body(new InputStreamResource(file.content()));
    }

    private static ResponseEntity<Resource> notModified() {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED).cacheControl(FOR_EVER).build();
    }
}
