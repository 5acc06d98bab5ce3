package dev.souk.payment.provider;

import java.time.Instant;

import dev.souk.common.money.Money;

/**
 * What the provider says that it moved.
 *
 * @param reference of the movement, as the provider named it when it answered the call
 * @param moved towards us when positive, back to the shopper when negative
 */
public record StatementLine(String reference, Money moved, Instant movedAt) {}
