package dev.souk.common.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class MoneyTests {

    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void addsSubtractsAndMultipliesExactly() {
        assertThat(Money.of(1999, "USD").times(3).plus(Money.of(1, "USD")).minus(Money.of(8, "USD")))
                .isEqualTo(Money.of(5990, "USD"));
    }

    @Test
    void refusesToMixCurrencies() {
        assertThatExceptionOfType(CurrencyMismatch.class)
                .isThrownBy(() -> Money.of(1, "USD").plus(Money.of(1, "EUR")));
    }

    @Test
    void refusesToOverflow() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.of(Long.MAX_VALUE, "USD").times(2));
    }

    @Test
    void readsDecimalsByTheCurrencysOwnMinorUnit() {
        assertThat(Money.ofDecimal(new BigDecimal("49.95"), USD)).isEqualTo(Money.of(4995, "USD"));
        assertThat(Money.ofDecimal(new BigDecimal("5000"), Currency.getInstance("JPY")))
                .isEqualTo(Money.of(5000, "JPY"));
    }

    @Test
    void refusesMoreDecimalsThanTheCurrencyHas() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.ofDecimal(new BigDecimal("0.001"), USD));
    }

    @Test
    void showsDecimalsToPeople() {
        assertThat(Money.of(1999, "USD")).hasToString("19.99 USD");
    }
}
