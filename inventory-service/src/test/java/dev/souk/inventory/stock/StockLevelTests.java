package dev.souk.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StockLevelTests {

    private final StockLevel ten = ShelvesFixture.supplied("MUG", 10);

    @Test
    void goodsMoveFromAvailableToReservedToSold() {
        var sold = ten.hold(4).sell(3);

        assertThat(sold.available()).isEqualTo(6);
        assertThat(sold.reserved()).isEqualTo(1);
        assertThat(sold.sold()).isEqualTo(3);
        assertThat(sold.supplied()).isEqualTo(10);
    }

    @Test
    void everyMoveHasItsWayBack() {
        assertThat(ten.hold(4).release(4)).usingRecursiveComparison().ignoringFields("version").isEqualTo(ten);
        assertThat(ten.hold(4).sell(4).putBack(4)).usingRecursiveComparison().ignoringFields("version").isEqualTo(ten);
    }

    @Test
    void moreThanIsAvailableCannotBeHeld() {
        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> ten.hold(11))
                .withMessageContaining("only 10");
    }

    @Test
    void moreThanIsAvailableCannotBeTakenAway() {
        var held = ten.hold(8);

        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> held.supply(-3));
        assertThat(held.supply(-2).supplied()).isEqualTo(8);
    }

    @Test
    void whatWasNotHeldCannotBeReleasedOrSold() {
        assertThatIllegalArgumentException().isThrownBy(() -> ten.release(1));
        assertThatIllegalArgumentException().isThrownBy(() -> ten.hold(1).sell(2));
        assertThatIllegalArgumentException().isThrownBy(() -> ten.putBack(1));
    }

    @Test
    void aQuantityIsPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> ten.hold(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ten.hold(-1));
    }

    @Test
    void theVersionGrowsWithEveryChange() {
        assertThat(ten.hold(1).version()).isGreaterThan(ten.version());
    }
}
