package dev.souk.order.promotion;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.order.money.Percentage;

/** Promotions to try things on. */
public final class PromotionFixtures {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final UUID OPERATOR = new UUID(0, 1);

    private PromotionFixtures() {
    }

    public static Benefit percentOff(String percent) {
        return new Benefit.PercentOff(Percentage.of(new BigDecimal(percent)));
    }

    public static Benefit amountOff(long amount) {
        return new Benefit.AmountOff(Money.of(amount, "USD"));
    }

    /** @param id makes it earlier or later than others */
    public static Promotion promotion(int id, Benefit benefit, boolean exclusive, String... skus) {
        return promotion(id, benefit, exclusive, null, skus);
    }

    public static Promotion promotion(int id, Benefit benefit, boolean exclusive, @Nullable Money minimumOrder,
            String... skus) {
        Terms terms = new Terms(null, "Promotion " + id, benefit, exclusive, minimumOrder, Set.of(skus), null, LONG_AGO,
                null, null, null);
        return new Promotion(new UUID(0, id), 1, terms, 0, LONG_AGO, OPERATOR, LONG_AGO, OPERATOR);
    }
}
