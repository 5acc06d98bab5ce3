package dev.souk.common.money;

import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact amount: a count of the currency's minor units (cents for USD, yen for JPY) and an ISO 4217 currency. Every
 * operation refuses to mix currencies and to overflow, so that a wrong sum is an exception and never a number.
 *
 * <p>Its JSON form is {@code {"amount": 1999, "currency": "USD"}}.
 *
 * @param amount minor units; negative amounts are allowed, as a ledger needs them
 */
public record Money(long amount, Currency currency) implements Comparable<Money> {

    /** @throws IllegalArgumentException when the code is not an ISO 4217 currency */
    public static Money of(long amount, String currencyCode) {
        return new Money(amount, Currency.getInstance(currencyCode));
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads a decimal amount such as {@code 49.95}.
     *
     * @throws ArithmeticException when it has more decimals than the currency, or does not fit
     */
    public static Money ofDecimal(BigDecimal decimal, Currency currency) {
        return new Money(decimal.movePointRight(currency.getDefaultFractionDigits()).longValueExact(), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameCurrency(other).amount), currency);
    }

    /** @throws ArithmeticException on overflow */
    public Money times(long factor) {
        return new Money(Math.multiplyExact(amount, factor), currency);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(amount, sameCurrency(other).amount);
    }

    /** For people and logs, for example {@code 19.99 USD}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(amount, currency.getDefaultFractionDigits()) + " " + currency;
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatch(currency, other.currency);
        }
        return other;
    }
}
