package dev.souk.payment.sandbox;

import java.time.Instant;

/**
 * What is to be told to the merchant by webhook.
 *
 * @param operation {@code authorise}, {@code capture}, {@code void} or {@code refund}
 * @param attempts how often it was sent, this time included
 */
public record SandboxEvent(String id, String idempotencyKey, String operation, SandboxAnswer answer, Instant createdAt,
        int attempts) {}
