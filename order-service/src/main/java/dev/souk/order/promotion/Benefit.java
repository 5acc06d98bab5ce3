package dev.souk.order.promotion;

import dev.souk.common.money.Money;
import dev.souk.order.money.Percentage;

/** What a promotion gives. */
public sealed interface Benefit {

    record PercentOff(Percentage percentage) implements Benefit {

        public PercentOff {
            if (percentage.partsPerMillion() == 0) {
                throw new InvalidPromotion("Take off more than nothing");
            }
        }
    }

    /** @param amount never more is taken off than there is to pay for the goods */
    record AmountOff(Money amount) implements Benefit {

        public AmountOff {
            if (amount.amount() <= 0) {
                throw new InvalidPromotion("Take off more than nothing, not " + amount);
            }
        }
    }

    /** For each {@code buy} pieces of one SKU that are paid, {@code free} more of it cost nothing. */
    record BuyAndGet(int buy, int free) implements Benefit {

        public static final int MOST = 100;

        public BuyAndGet {
            if (buy < 1 || free < 1 || buy > MOST || free > MOST) {
                throw new InvalidPromotion("Let 1 to " + MOST + " pieces be bought and as many be free, not " + buy
                        + " and " + free);
            }
        }
    }

    record FreeShipping() implements Benefit {}
}
