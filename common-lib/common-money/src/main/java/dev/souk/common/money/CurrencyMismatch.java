package dev.souk.common.money;

import java.util.Currency;

/** Two amounts of different currencies met in one calculation. */
public final class CurrencyMismatch extends RuntimeException {

    CurrencyMismatch(Currency left, Currency right) {
        super("Cannot calculate with " + left + " and " + right + " together");
    }
}
