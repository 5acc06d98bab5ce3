package dev.souk.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ShelvesTests {

    private static final Sku MUG = new Sku("MUG");
    private static final Sku TEA = new Sku("TEA");
    private static final Warehouse NORTH = new Warehouse("NORTH");

    @Test
    void takesFromTheMainWarehouseFirst() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", NORTH, 5),
                ShelvesFixture.supplied("MUG", Warehouse.MAIN, 5));

        assertThat(shelves.hold(Map.of(MUG, 5L))).containsExactly(new Allocation(MUG, Warehouse.MAIN, 5));
    }

    @Test
    void splitsALineOverWarehousesWhenOneIsNotEnough() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", NORTH, 5),
                ShelvesFixture.supplied("MUG", Warehouse.MAIN, 5));

        assertThat(shelves.hold(Map.of(MUG, 7L))).containsExactly(new Allocation(MUG, Warehouse.MAIN, 5),
                new Allocation(MUG, NORTH, 2));
        assertThat(shelves.available(MUG)).isEqualTo(3);
    }

    @Test
    void prefersOneWarehouseThatHasEverything() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", Warehouse.MAIN, 5),
                ShelvesFixture.supplied("MUG", NORTH, 5), ShelvesFixture.supplied("TEA", NORTH, 5),
                ShelvesFixture.supplied("TEA", new Warehouse("WEST"), 5));

        assertThat(shelves.hold(order(MUG, 2, TEA, 1))).containsExactly(new Allocation(MUG, NORTH, 2),
                new Allocation(TEA, NORTH, 1));
    }

    @Test
    void splitsAnOrderRatherThanALine() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", Warehouse.MAIN, 1),
                ShelvesFixture.supplied("MUG", NORTH, 2), ShelvesFixture.supplied("TEA", Warehouse.MAIN, 1));

        assertThat(shelves.hold(order(MUG, 2, TEA, 1))).containsExactly(new Allocation(MUG, NORTH, 2),
                new Allocation(TEA, Warehouse.MAIN, 1));
    }

    @Test
    void addsALineToAParcelThatThereIsAlready() {
        var shelves = ShelvesFixture.with(ShelvesFixture.supplied("MUG", NORTH, 2),
                ShelvesFixture.supplied("TEA", Warehouse.MAIN, 1), ShelvesFixture.supplied("TEA", NORTH, 1),
                ShelvesFixture.supplied("POT", Warehouse.MAIN, 1));
        var wanted = order(MUG, 2, TEA, 1);
        wanted.put(new Sku("POT"), 1L);

        assertThat(shelves.hold(wanted)).extracting(Allocation::warehouse).containsExactly(NORTH, NORTH,
                Warehouse.MAIN);
    }

    @Test
    void holdsNothingOfAnOrderWhenOneLineCannotBeServed() {
        var shelves = ShelvesFixture.with("MUG", 3, "TEA", 1);

        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> shelves.hold(order(MUG, 3, TEA, 2)));
        assertThat(shelves.changedLevels()).isEmpty();
    }

    private static Map<Sku, Long> order(Sku sku, long quantity, Sku other, long otherQuantity) {
        var wanted = new LinkedHashMap<Sku, Long>();
        wanted.put(sku, quantity);
        wanted.put(other, otherQuantity);
        return wanted;
    }

    @Test
    void holdsNothingWhenThereIsNotEnough() {
        var shelves = ShelvesFixture.with("MUG", 3);

        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> shelves.hold(Map.of(MUG, 4L)));
        assertThat(shelves.available(MUG)).isEqualTo(3);
        assertThat(shelves.facts()).isEmpty();
    }

    @Test
    void saysOneFactPerSkuHoweverManyChangesThereWere() {
        var shelves = ShelvesFixture.with("MUG", 10);
        shelves.hold(Map.of(MUG, 1L));
        shelves.hold(Map.of(MUG, 2L));
        shelves.hold(Map.of(MUG, 3L));

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
