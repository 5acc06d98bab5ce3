package dev.souk.order.web;

import java.util.Currency;

import com.fasterxml.jackson.annotation.JsonIgnore;

import dev.souk.common.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * Money as a request names it.
 *
 * @param amount   in minor units of the currency
 * @param currency an ISO 4217 code
 */
record Amount(@NotNull @PositiveOrZero @Schema(example = "1999") Long amount,
        @NotNull @Schema(example = "USD") String currency) {

    @JsonIgnore
    @AssertTrue(message = "must be an ISO 4217 code")
    boolean isCurrencyKnown() {
        return currency == null
                || Currency.getAvailableCurrencies().stream().anyMatch(one -> one.getCurrencyCode().equals(currency));
    }

    Money money() {
        return Money.of(amount, currency);
    }
}
