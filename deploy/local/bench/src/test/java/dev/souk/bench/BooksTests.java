package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.bench.Books.Decision;
import dev.souk.bench.Books.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BooksTests {

    private static final UUID ORDER = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final Instant TAKEN = Instant.EPOCH;

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

    @Test
    void anOrderTakesFromItsAcceptanceToItsConfirmation() {
        assertThat(Books.confirmations(Set.of(ORDER),
                Map.of(ORDER, new Decision(TAKEN, TAKEN.plusMillis(30)), OTHER, new Decision(TAKEN, null))))
                .containsExactly(Duration.ofMillis(30));
    }

    /** Whoever is refused for want of stock or money is done sooner. */
    @Test
    void anAcceptedOrderThatWasNotConfirmedIsNoResult() {
        assertThatThrownBy(() -> Books.confirmations(Set.of(ORDER), Map.of(ORDER, new Decision(TAKEN, null))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ORDER + " was accepted and not confirmed");
        assertThatThrownBy(() -> Books.confirmations(Set.of(ORDER), Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }
}
