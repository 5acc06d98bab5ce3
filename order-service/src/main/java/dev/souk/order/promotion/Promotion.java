package dev.souk.order.promotion;

import java.time.Instant;
import java.util.UUID;

/**
 * A promotion as it stands.
 *
 * @param version   counts the edits, from 1; redemptions are none
 * @param redeemed  by how many orders it is used; those that were cancelled do not count
 * @param createdBy the operator, as is {@code changedBy}
 */
public record Promotion(UUID id, long version, Terms terms, long redeemed, Instant createdAt, UUID createdBy,
        Instant changedAt, UUID changedBy) {}
