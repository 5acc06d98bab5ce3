package dev.souk.product.catalogue;

import dev.souk.common.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/** What may be a price: zero to a hundred thousand million minor units of a currency that people pay with. */
public final class Prices {

    /** So that a price times any quantity that an order may have still fits a {@code long}. */
    static final long HIGHEST_AMOUNT = 100_000_000_000L;

    /** BigDecimal takes the digits of every script and exponents as well, of which a price is more likely a mistake. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");

    private Prices() {
    }

    /** @throws InvalidProduct when the amount or the currency cannot be a price */
    public static Money of(long amount, String currencyCode, String pointer) {
        return checked(new Money(amount, currency(currencyCode, pointer)), pointer);
    }

    /**
     * Reads a price as product feeds write it.
     *
     * @param text for example {@code 49.95 USD}
     * @throws InvalidProduct when it is not one
     */
    public static Money parse(String text, String pointer) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length != 2 || words[0].length() > 20) {
            throw new InvalidProduct(pointer, "a price is an amount and a currency, for example \"49.95 USD\"");
        }
        if (!DECIMAL.matcher(words[0]).matches()) {
            throw new InvalidProduct(pointer,
                    "the amount of a price is a decimal number in the digits 0 to 9, for example 49.95");
        }
        Currency currency = currency(words[1], pointer);
        try {
            return checked(Money.ofDecimal(new BigDecimal(words[0]), currency), pointer);
        } catch (ArithmeticException tooFine) {
            throw new InvalidProduct(pointer, "a price in " + currency + " has at most "
                    + currency.getDefaultFractionDigits() + " decimals and a reasonable size");
        }
    }

    private static Money checked(Money price, String pointer) {
        if (price.amount() < 0 || price.amount() > HIGHEST_AMOUNT) {
            throw new InvalidProduct(pointer, "a price is 0 to " + HIGHEST_AMOUNT + " minor units");
        }
        return price;
    }

    private static Currency currency(String code, String pointer) {
        try {
            Currency currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException unknown) {
            // falls through to the refusal, as gold (XAU) and other units without a fraction do
        }
        throw new InvalidProduct(pointer, "the currency is an ISO 4217 code such as USD or EUR");
    }
}
