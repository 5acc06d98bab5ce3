package dev.souk.product.catalogue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node of the category tree. */
public record Category(UUID id, CategoryPath path, String name, @Nullable UUID parentId) {}
