package dev.souk.product.media;

import dev.souk.common.storage.ObjectStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * The bytes of published images. They are named by their hash, so they never change and may be kept for ever by every
 * cache; a presigned URL of the storage would expire, and change in an answer whose ETag has not changed.
 */
@Service
public class MediaFiles {

    static final String PREFIX = "media/";

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}\\.([a-z]+)");

    private final ObjectStore files;

    MediaFiles(ObjectStore files) {
        this.files = files;
    }

    /**
     * An open file; close it.
     *
     * @param size in bytes
     */
    public record MediaFile(String contentType, long size, InputStream content) {}

    /** @throws ImageNotFound when no image has the key */
    public MediaFile open(String key) {
        return format(key)
                .flatMap(format -> files.open(PREFIX + key)
                        .map(file -> new MediaFile(format.contentType(), file.size(), file.content())))
                .orElseThrow(() -> new ImageNotFound("no image has this key"));
    }

    private static Optional<ImageFormat> format(String key) {
        Matcher matcher = KEY.matcher(key);
        return matcher.matches() ? ImageFormat.ofExtension(matcher.group(1)) : Optional.empty();
    }
}
