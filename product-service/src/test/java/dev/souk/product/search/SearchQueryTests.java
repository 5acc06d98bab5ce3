package dev.souk.product.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTests {

    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void blankWordsAreNoWords() {
        assertThat(query("  ").text()).isEmpty();
        assertThat(query(" bag ").text()).contains("bag");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "a\u0007b", "a\u0085b"})
    void controlCharactersAreRefused(String words) {
        assertThatExceptionOfType(InvalidSearch.class).isThrownBy(() -> query(words))
                .matches(invalid -> invalid.parameter().equals("q"));
    }

    @Test
    void endlessWordsAreRefused() {
        assertThatExceptionOfType(InvalidSearch.class).isThrownBy(() -> query("x".repeat(10_000)));
    }

    @Test
    void pricesMakeARange() {
        assertThatExceptionOfType(InvalidSearch.class)
                .isThrownBy(() -> prices(OptionalLong.of(-1), OptionalLong.empty()));
        assertThatExceptionOfType(InvalidSearch.class).isThrownBy(() -> prices(OptionalLong.of(2), OptionalLong.of(1)));
        assertThat(prices(OptionalLong.of(1), OptionalLong.of(1)).priceMax()).hasValue(1);
    }

    @Test
    void anUnknownOrderIsRefusedWithTheKnownOnes() {
        assertThat(ResultOrder.of("-price")).isEqualTo(ResultOrder.DEAREST);
        assertThatExceptionOfType(InvalidSearch.class).isThrownBy(() -> ResultOrder.of("price; drop"))
                .withMessageContaining("relevance, price, -price, newest");
    }

    private static SearchQuery query(String words) {
        return new SearchQuery(Optional.of(words), List.of(), List.of(), USD, OptionalLong.empty(),
                OptionalLong.empty(), false, Map.of());
    }

    private static SearchQuery prices(OptionalLong min, OptionalLong max) {
        return new SearchQuery(Optional.empty(), List.of(), List.of(), USD, min, max, false, Map.of());
    }
}
