package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.bench.Books.Stock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BooksTests {

    @Test
    void allPiecesSoldToAsManyOrdersIsRight() {
        assertThatCode(() -> new Stock(0, 0, 1_000, 1_000).requireSoldOut(1_000)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 999, 999", "0, 1, 999, 999", "0, 0, 1000, 999", "0, 0, 1000, 1001", "0, 0, 1001, 1000"})
    void anythingElseIsAnOversellOrAnUndersell(long available, long reserved, long sold, long confirmedOrders) {
        Stock stock = new Stock(available, reserved, sold, 1_000);

        assertThatThrownBy(() -> stock.requireSoldOut(confirmedOrders)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("oversell or an undersell");
    }
}
