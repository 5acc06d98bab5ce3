package dev.souk.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ShelvesTests {

    private static final Sku MUG = new Sku("MUG");
    private static final Warehouse NORTH = new Warehouse("NORTH");

    @Test
    void takesFromTheMainWarehouseFirst() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", NORTH, 5),
                ShelvesFixture.supplied("MUG", Warehouse.MAIN, 5));

        assertThat(shelves.hold(MUG, 5)).containsExactly(new Allocation(MUG, Warehouse.MAIN, 5));
    }

    @Test
    void splitsALineOverWarehousesWhenOneIsNotEnough() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", NORTH, 5),
                ShelvesFixture.supplied("MUG", Warehouse.MAIN, 5));

        assertThat(shelves.hold(MUG, 7)).containsExactly(new Allocation(MUG, Warehouse.MAIN, 5),
                new Allocation(MUG, NORTH, 2));
        assertThat(shelves.available(MUG)).isEqualTo(3);
    }

    @Test
    void holdsNothingWhenThereIsNotEnough() {
        var shelves = ShelvesFixture.with("MUG", 3);

        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> shelves.hold(MUG, 4));
        assertThat(shelves.available(MUG)).isEqualTo(3);
        assertThat(shelves.facts()).isEmpty();
    }

    @Test
    void saysOneFactPerSkuHoweverManyChangesThereWere() {
        var shelves = ShelvesFixture.with("MUG", 10);
        shelves.hold(MUG, 1);
        shelves.hold(MUG, 2);
        shelves.hold(MUG, 3);

        assertThat(shelves.facts()).singleElement().satisfies(fact -> {
            assertThat(fact.available()).isEqualTo(4);
            assertThat(fact.version()).isGreaterThan(1);
        });
    }

    @Test
    void anUnknownSkuHasNothing() {
        assertThat(ShelvesFixture.with().available(MUG)).isZero();
    }

    @Test
    void whatIsNotLockedCannotBeChanged() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ShelvesFixture.with().release(new Allocation(MUG, Warehouse.MAIN, 1)));
    }
}
