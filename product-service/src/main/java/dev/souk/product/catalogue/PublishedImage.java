package dev.souk.product.catalogue;

import java.util.UUID;

/**
 * A verified picture of a product.
 *
 * @param mediaKey name of its bytes, made of their hash: the bytes under a key never change
 */
public record PublishedImage(UUID id, String mediaKey, int width, int height) {}
