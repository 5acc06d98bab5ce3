package dev.souk.order.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.souk.common.money.Money;

/** Splits an amount so that the parts always add up to it. */
public final class Shares {

    private Shares() {
    }

    /**
     * The largest remainder method: each part is its exact share rounded down, and the minor units that are left go one by
     * one to the parts that lost most by it, the earlier one when two lost the same. So a part is never more than one minor
     * unit from its exact share, and never more than its weight while the amount is not more than the sum of the weights.
     *
     * @param amount  not negative
     * @param weights not negative, and not all zero unless the amount is
     * @return one part for each weight
     */
    public static List<Money> of(Money amount, List<Money> weights) {
        BigInteger sum = weights.stream().map(weight -> BigInteger.valueOf(weight.amount()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        if (amount.amount() < 0 || weights.stream().anyMatch(weight -> weight.amount() < 0)
                || sum.signum() == 0 && amount.amount() > 0) {
            throw new IllegalArgumentException("Cannot split " + amount + " by the weights " + weights);
        }
        if (amount.amount() == 0) {
            return weights.stream().map(_ -> amount).toList();
        }
        List<BigInteger[]> exact = weights.stream().map(weight -> BigInteger.valueOf(weight.amount())
                .multiply(BigInteger.valueOf(amount.amount())).divideAndRemainder(sum)).toList();
        List<Money> parts = new ArrayList<>();
        exact.forEach(part -> parts.add(new Money(part[0].longValueExact(), amount.currency())));
        long left = amount.amount() - parts.stream().mapToLong(Money::amount).sum();
        Money unit = new Money(1, amount.currency());
        IntStream.range(0, parts.size()).boxed()
                .sorted(Comparator.comparing((Integer index) -> exact.get(index)[1]).reversed()).limit(left)
                .forEach(index -> parts.set(index, parts.get(index).plus(unit)));
        return List.copyOf(parts);
    }
}
