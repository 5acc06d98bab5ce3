package dev.souk.order.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.souk.common.money.Money;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PercentageTests {

    @ParameterizedTest(name = "{0} % of {1} are {2}")
    @CsvSource({"10, 250, 25", "10, 25, 2", "10, 35, 4", "0, 1000, 0", "100, 7, 7", "8.1, 1000, 81",
            "0.0001, 1000000, 1",
            "50, 1, 0", "50, 3, 2"})
    void aHalfGoesToTheEvenNeighbour(BigDecimal percent, long amount, long share) {
        assertThat(Percentage.of(percent).of(usd(amount))).isEqualTo(usd(share));
    }

    @ParameterizedTest(name = "{0} % are {2} in {1}")
    @CsvSource({"10, 275, 25", "8.1, 1081, 81", "20, 12, 2", "0, 100, 0", "100, 3, 2"})
    void whatIsContainedIsWhatWasAdded(BigDecimal percent, long amount, long share) {
        assertThat(Percentage.of(percent).containedIn(usd(amount))).isEqualTo(usd(share));
    }

    @Property
    void itIsWhatDecimalArithmeticSays(@ForAll @IntRange(max = 1_000_000) int partsPerMillion,
            @ForAll @LongRange(min = 0) long amount) {
        BigDecimal rate = BigDecimal.valueOf(partsPerMillion, 6);
        BigDecimal exact = BigDecimal.valueOf(amount).multiply(rate);

        Percentage percentage = new Percentage(partsPerMillion);

        assertThat(percentage.of(usd(amount)).amount())
                .isEqualTo(exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
        assertThat(percentage.containedIn(usd(amount)).amount())
                .isEqualTo(exact.divide(BigDecimal.ONE.add(rate), 0, RoundingMode.HALF_EVEN).longValueExact());
        assertThat(Percentage.of(percentage.percent())).isEqualTo(percentage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.0001", "100.0001", "1.00001", "1e300"})
    void whatIsNoPercentageIsRefused(BigDecimal percent) {
        assertThatThrownBy(() -> Percentage.of(percent)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Money usd(long amount) {
        return Money.of(amount, "USD");
    }
}
