package dev.souk.order.checkout;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;

/**
 * What a promotion takes off an order.
 *
 * @param code   the coupon's; null for a promotion that applies by itself
 * @param name   as the shopper reads it
 * @param amount more than nothing
 */
public record Discount(UUID promotionId, @Nullable String code, String name, Money amount) {}
