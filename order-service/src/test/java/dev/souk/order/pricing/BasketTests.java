package dev.souk.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.souk.order.checkout.InvalidOrder;
import dev.souk.order.pricing.Basket.Item;

class BasketTests {

    @Test
    void aSkuThatIsNamedTwiceIsWantedThatOften() {
        Basket basket = Basket.of(List.of(new Item("B", 2), new Item("A", 1), new Item("B", 3)));

        assertThat(basket.quantities()).containsEntry("B", 5).containsEntry("A", 1);
        assertThat(basket.skus()).containsExactly("B", "A");
    }

    @Test
    void theLimitHoldsForAllLinesOfASkuTogether() {
        assertThatThrownBy(() -> Basket.of(List.of(new Item("A", 600), new Item("A", 600))))
                .isInstanceOf(InvalidOrder.class).hasMessageContaining("A");
    }
}
