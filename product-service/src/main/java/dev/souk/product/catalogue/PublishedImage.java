package dev.souk.product.catalogue;

import java.util.List;
import java.util.UUID;

/**
 * A verified picture of a product.
 *
 * @param mediaKey name of its bytes, made of their hash: the bytes under a key never change
 * @param width in pixels, as is {@code height}
 * @param thumbnails the smallest first
 */
public record PublishedImage(UUID id, String mediaKey, int width, int height, List<Thumbnail> thumbnails) {

    /** A smaller copy of the picture; sizes in pixels. */
    public record Thumbnail(String mediaKey, int width, int height) {}
}
