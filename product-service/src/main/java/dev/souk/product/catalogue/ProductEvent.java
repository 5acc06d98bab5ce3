package dev.souk.product.catalogue;

import java.time.Instant;

/** What everybody may know of a product that shoppers see, or have seen until now. */
public sealed interface ProductEvent {

    /** The product as it is now. */
    Product product();

    Instant occurredAt();

    /** It came on sale, for the first time or again. */
    record ProductPublished(Product product, Instant occurredAt) implements ProductEvent {}

    /** It is on sale and has another version, for example another price. */
    record ProductChanged(Product product, Instant occurredAt) implements ProductEvent {}

    /** It is no longer sold. */
    record ProductWithdrawn(Product product, Instant occurredAt) implements ProductEvent {}
}
