package dev.souk.order.money;

import java.math.BigDecimal;
import java.math.BigInteger;

import dev.souk.common.money.Money;

/**
 * A rate such as 8.1 percent. It is kept as parts per million, so that everything is computed in whole numbers and rounded
 * once, at the end: half to even, the rule of IEEE 754 that favours neither side.
 *
 * @param partsPerMillion 0 to 1,000,000
 */
public record Percentage(int partsPerMillion) {

    private static final int WHOLE = 1_000_000;
    private static final int DECIMALS = 4;

    public Percentage {
        if (partsPerMillion < 0 || partsPerMillion > WHOLE) {
            throw new IllegalArgumentException("A percentage is 0 to 100, not " + partsPerMillion / 10_000.0);
        }
    }

    /**
     * @param percent for example {@code 8.1}
     * @throws IllegalArgumentException unless it is 0 to 100, with up to {@value #DECIMALS} decimals
     */
    public static Percentage of(BigDecimal percent) {
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0
                || percent.stripTrailingZeros().scale() > DECIMALS) {
            throw new IllegalArgumentException(
                    "A percentage is 0 to 100 with up to " + DECIMALS + " decimals, not " + percent);
        }
        return new Percentage(percent.movePointRight(DECIMALS).intValueExact());
    }

    /** For example {@code 8.1}. */
    public BigDecimal percent() {
        BigDecimal percent = BigDecimal.valueOf(partsPerMillion, DECIMALS).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    /** So much of the amount: 10 percent of 250 are 25. */
    public Money of(Money amount) {
        return rounded(amount, WHOLE);
    }

    /** So much as was added to make the amount: 10 percent are 25 in 275. */
    public Money containedIn(Money amount) {
        return rounded(amount, WHOLE + partsPerMillion);
    }

    /** Never larger than the amount, so that it always fits. */
    private Money rounded(Money amount, int divisor) {
        BigInteger[] parts = BigInteger.valueOf(amount.amount()).multiply(BigInteger.valueOf(partsPerMillion))
                .divideAndRemainder(BigInteger.valueOf(divisor));
        int half = parts[1].abs().shiftLeft(1).compareTo(BigInteger.valueOf(divisor));
        boolean away = half > 0 || half == 0 && parts[0].testBit(0);
        BigInteger rounded = away ? parts[0].add(BigInteger.valueOf(parts[1].signum())) : parts[0];
        return new Money(rounded.longValueExact(), amount.currency());
    }
}
