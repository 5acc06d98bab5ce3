package dev.souk.product.catalogue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A node of the category tree.
 *
 * @param version counts the edits, from 1
 */
public record Category(UUID id, CategoryPath path, String name, @Nullable UUID parentId, long version) {}
