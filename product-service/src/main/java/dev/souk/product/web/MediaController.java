package dev.souk.product.web;

import dev.souk.product.media.MediaFiles;
import java.time.Duration;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
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
    ResponseEntity<Resource> file(@PathVariable String key, WebRequest request) {
        String tag = "\"" + key + "\"";
        if (request.checkNotModified(tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).cacheControl(FOR_EVER).build();
        }
        MediaFiles.MediaFile file = media.open(key);
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .eTag(tag)
                .contentType(MediaType.parseMediaType(file.contentType()))
                .contentLength(file.size())
                .body(new InputStreamResource(file.content()));
    }
}
