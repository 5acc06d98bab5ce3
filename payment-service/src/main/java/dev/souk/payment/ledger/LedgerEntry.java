package dev.souk.payment.ledger;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * One side of a movement.
 *
 * @param amount a debit is positive, a credit negative
 * @param reference the provider's name of the movement; null of one from before it was kept
 */
public record LedgerEntry(long id, UUID movementId, String account, UUID orderId, UUID paymentId, Movement.Kind kind,
        Money amount, Instant recordedAt, @Nullable String reference) {}
