package dev.souk.product.cache;

import java.util.Optional;

/**
 * An answer and what it was made from.
 *
 * @param answer empty when shoppers see no such product
 * @param read taken before it was read
 */
record CachedAnswer(Optional<Answer> answer, Snapshot read) {}
