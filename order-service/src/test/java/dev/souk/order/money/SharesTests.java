package dev.souk.order.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.souk.common.money.Money;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class SharesTests {

    @Test
    void whatIsLeftGoesToThoseWhoLostMost() {
        assertThat(shares(100, 1, 1, 1)).containsExactly(34L, 33L, 33L);
        assertThat(shares(10, 1, 2, 4)).containsExactly(1L, 3L, 6L);
        assertThat(shares(1, 0, 5)).containsExactly(0L, 1L);
        assertThat(shares(0, 0, 0)).containsExactly(0L, 0L);
    }

    @Property
    void thePartsAddUpAndNoneIsFarFromItsExactShare(@ForAll @LongRange(min = 0) long amount,
            @ForAll @Size(min = 1, max = 51) List<@LongRange(min = 0) Long> weights) {
        BigInteger sum = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        Assume.that(sum.signum() > 0);

        List<Long> parts = shares(amount, weights.stream().mapToLong(Long::longValue).toArray());

        assertThat(parts.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(BigInteger.valueOf(amount));
        for (int index = 0; index < parts.size(); index++) {
            BigInteger exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weights.get(index)));
            BigInteger missed = exact.subtract(BigInteger.valueOf(parts.get(index)).multiply(sum)).abs();
            assertThat(missed).isLessThan(sum);
        }
    }

    @Property
    void noPartIsMoreThanItsWeightWhileThereIsEnough(@ForAll @LongRange(min = 0, max = 5_000) long amount,
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 500) Long> weights) {
        Assume.that(weights.stream().mapToLong(Long::longValue).sum() >= amount);

        List<Long> parts = shares(amount, weights.stream().mapToLong(Long::longValue).toArray());

        for (int index = 0; index < parts.size(); index++) {
            assertThat(parts.get(index)).isBetween(0L, weights.get(index));
        }
    }

    @Test
    void whatCannotBeSplitIsRefused() {
        assertThatThrownBy(() -> shares(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shares(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> shares(1, 2, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> shares(long amount, long... weights) {
        return Shares.of(Money.of(amount, "USD"), java.util.stream.LongStream.of(weights)
                .mapToObj(weight -> Money.of(weight, "USD")).toList()).stream().map(Money::amount).toList();
    }
}
