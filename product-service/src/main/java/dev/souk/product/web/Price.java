package dev.souk.product.web;

import dev.souk.common.money.Money;
import jakarta.validation.constraints.NotNull;

/**
 * Money as the API writes it.
 *
 * @param amount in minor units
 * @param currency ISO 4217 code
 */
record Price(@NotNull Long amount, @NotNull String currency) {

    static Price of(Money money) {
        return new Price(money.amount(), money.currency().getCurrencyCode());
    }
}
