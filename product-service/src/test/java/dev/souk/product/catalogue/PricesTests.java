package dev.souk.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.souk.common.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTests {

    @Test
    void aFeedsPriceBecomesMinorUnits() {
        assertThat(Prices.parse("49.95 USD", "/price")).isEqualTo(Money.of(4995, "USD"));
        assertThat(Prices.parse("1500 JPY", "/price")).isEqualTo(Money.of(1500, "JPY"));
        assertThat(Prices.parse(".5 USD", "/price")).isEqualTo(Money.of(50, "USD"));
        assertThat(Prices.parse("0 EUR", "/price")).isEqualTo(Money.of(0, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "49.95", "USD", "-1 USD", "1.999 USD", "1.5 JPY", "abc USD", "1 XYZ", "1 XAU",
            "1e30 USD",
            "1000000000.01 USD", "99999999999999999999 USD", "NaN USD", "1 usd", "1 USD EUR",
            "٤٩.٩٥ USD", "４９ USD", "1e2 USD", ". USD", "1.2.3 USD", "1,50 EUR"})
    void whatIsNoPriceIsRefused(String text) {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> Prices.parse(text, "/price"))
                .matches(invalid -> invalid.pointer().equals("/price"));
    }

    @Test
    void aPriceFitsAnyOrder() {
        assertThat(Prices.of(Prices.HIGHEST_AMOUNT, "USD", "/price").times(1_000_000).amount()).isPositive();
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> Prices.of(Prices.HIGHEST_AMOUNT + 1, "USD", "/price"));
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> Prices.of(-1, "USD", "/price"));
    }
}
