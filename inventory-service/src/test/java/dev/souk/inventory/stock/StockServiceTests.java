package dev.souk.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.inventory.InventoryServiceTest;

@InventoryServiceTest
class StockServiceTests {

    private static final UUID OPERATOR = UUID.randomUUID();

    private final StockService stock;
    private final Warehouses warehouses;
    private final JdbcClient jdbc;
    private final Sku sku = new Sku("S-" + UUID.randomUUID());

    @Autowired
    StockServiceTests(StockService stock, Warehouses warehouses, JdbcClient jdbc) {
        this.stock = stock;
        this.warehouses = warehouses;
        this.jdbc = jdbc;
    }

    @Test
    void aDeliveryIsSuppliedOnce() {
        assertThat(stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR))
                .isEqualTo(new SupplyOutcome(1, 0));
        assertThat(stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR))
                .isEqualTo(new SupplyOutcome(0, 1));

        assertThat(stock.of(sku).supplied()).isEqualTo(5);
    }

    @Test
    void deliveriesAddUp() {
        stock.supply("first " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);
        stock.supply("second " + sku, Warehouse.MAIN, List.of(new Supply(sku, 3)), OPERATOR);

        assertThat(stock.of(sku)).isEqualTo(new StockSummary(sku, 8, 0, 0, 8));
    }

    @Test
    void aCountedLossIsTakenAwayButNeverMoreThanIsThere() {
        stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);

        assertThat(stock.adjust(sku, broken(-2), OPERATOR).available()).isEqualTo(3);
        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> stock.adjust(sku, broken(-4), OPERATOR));
        assertThat(stock.of(sku).available()).isEqualTo(3);
        assertThat(stock.supplies(sku, SupplyEntry.Position.END, 10)).hasSize(2);
    }

    @Test
    void whatIsElsewhereCannotBeTakenAwayHere() {
        var north = opened();
        stock.supply("delivery " + sku, north, List.of(new Supply(sku, 5)), OPERATOR);

        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> stock.adjust(sku, broken(-1), OPERATOR));
        assertThat(stock.levels(sku)).extracting(StockLevel::warehouse, StockLevel::available)
                .containsExactly(tuple(Warehouse.MAIN, 0L), tuple(north, 5L));
    }

    @Test
    void goodsComeToNoWarehouseThatDoesNotExist() {
        var nowhere = new Warehouse("NOWHERE");

        assertThatExceptionOfType(UnknownWarehouse.class)
                .isThrownBy(() -> stock.supply("delivery " + sku, nowhere, List.of(new Supply(sku, 5)), OPERATOR));
        assertThatExceptionOfType(UnknownSku.class).isThrownBy(() -> stock.of(sku));
    }

    @Test
    void noSupplyOverflows() {
        stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);
        jdbc.sql("UPDATE stock_level SET available = 999999990, supplied = 999999990 WHERE sku = :sku")
                .param("sku", sku.value()).update();

        assertThatExceptionOfType(TooMuchStock.class).isThrownBy(
                () -> stock.supply("second " + sku, opened(), List.of(new Supply(sku, 11)), OPERATOR));
        assertThat(stock.of(sku).supplied()).isEqualTo(999_999_990);
    }

    @Test
    void everyChangeOfWhatWasSuppliedHasAReason() {
        stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);
        stock.adjust(sku, broken(-2), OPERATOR);

        assertThat(stock.supplies(sku, SupplyEntry.Position.END, 10))
                .extracting(SupplyEntry::quantity, SupplyEntry::reason, SupplyEntry::note)
                .containsExactly(tuple(-2L, SupplyReason.DAMAGE, "dropped"), tuple(5L, SupplyReason.DELIVERY, null));
    }

    @Test
    void lowStockIsSaidOnceUntilItHasRecovered() {
        stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);
        stock.watch(sku, 3, OPERATOR);
        assertThat(saidLow()).isEmpty();

        stock.adjust(sku, broken(-3), OPERATOR);
        stock.adjust(sku, broken(-1), OPERATOR);
        stock.watch(sku, 4, OPERATOR);
        assertThat(saidLow()).containsExactly(2L);
        assertThat(stock.low(null, 100)).extracting(StockSummary::sku).contains(sku);

        stock.supply("second " + sku, opened(), List.of(new Supply(sku, 3)), OPERATOR);
        assertThat(stock.low(null, 100)).extracting(StockSummary::sku).doesNotContain(sku);
        stock.adjust(sku, broken(-1), OPERATOR);
        assertThat(saidLow()).containsExactly(2L, 3L);

        stock.watch(sku, 0, OPERATOR);
        stock.supply("third " + sku, Warehouse.MAIN, List.of(new Supply(sku, 10)), OPERATOR);
        stock.adjust(sku, broken(-10), OPERATOR);
        assertThat(saidLow()).as("nobody wants to know any more").hasSize(2);
    }

    @Test
    void lowStockIsSaidAtOnceWhenItIsLowAlready() {
        stock.supply("delivery " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);

        stock.watch(sku, 6, OPERATOR);

        assertThat(saidLow()).containsExactly(5L);
    }

    /** The counts that were announced as low, in their order. */
    private List<Long> saidLow() {
        return jdbc.sql("""
                SELECT CAST(CAST(payload AS json) ->> 'available' AS bigint) FROM outbox
                WHERE key = :sku AND type = 'StockRunningLow' ORDER BY id""")
                .param("sku", sku.value()).query(Long.class).list();
    }

    private static Adjustment broken(long delta) {
        return new Adjustment(Warehouse.MAIN, delta, SupplyReason.DAMAGE, "dropped");
    }

    private Warehouse opened() {
        var warehouse = new Warehouse("W-" + sku.value().substring(2, 15).toUpperCase(Locale.ROOT));
        if (warehouses.page(null, 1000).stream().noneMatch(known -> known.warehouse().equals(warehouse))) {
            warehouses.add(new NamedWarehouse(warehouse, "Of this test"));
        }
        return warehouse;
    }

    @Test
    void aThousandSuppliesAreOneStatementAndOneFactEach() {
        var supplies = IntStream.range(0, 1000).mapToObj(number -> new Supply(new Sku(sku + "-" + number), 1)).toList();

        assertThat(stock.supply("bulk " + sku, Warehouse.MAIN, supplies, OPERATOR))
                .isEqualTo(new SupplyOutcome(1000, 0));

        assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE topic = 'stock' AND key LIKE :keys")
                .param("keys", sku + "-%")
                .query(Long.class).single()).isEqualTo(1000);
    }

    @Test
    void theVersionOfASkuGrowsWithEveryFact() {
        stock.supply("first " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);
        stock.adjust(sku, new Adjustment(Warehouse.MAIN, 1, SupplyReason.COUNT, null), OPERATOR);
        stock.supply("second " + sku, Warehouse.MAIN, List.of(new Supply(sku, 5)), OPERATOR);

        assertThat(jdbc.sql(
                "SELECT CAST(CAST(payload AS json) ->> 'version' AS bigint) FROM outbox WHERE key = :sku AND type = 'StockLevelChanged' ORDER BY id")
                .param("sku", sku.value()).query(Long.class).list()).isSorted().doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void suppliesInOppositeOrderDoNotDeadlock() throws Exception {
        var forward = IntStream.range(0, 200).mapToObj(number -> new Supply(new Sku(sku + "-" + number), 1)).toList();
        var work = IntStream.range(0, 16)
                .<Callable<SupplyOutcome>>mapToObj(number -> () -> stock.supply("run " + number + sku, Warehouse.MAIN,
                        number % 2 == 0 ? forward : forward.reversed(), OPERATOR))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<SupplyOutcome> outcome : threads.invokeAll(work)) {
                assertThat(outcome.get().applied()).isEqualTo(200);
            }
        }
        assertThat(stock.of(new Sku(sku + "-7")).available()).isEqualTo(16);
    }

    @Test
    void theLastFactIsTrueHoweverManyWarehousesAreSuppliedAtOnce() throws Exception {
        var elsewhere = opened();
        stock.supply("first " + sku, Warehouse.MAIN, List.of(new Supply(sku, 100)), OPERATOR);
        var work = IntStream.range(0, 40).<Callable<Object>>mapToObj(number -> () -> switch (number % 3) {
            case 0 -> stock.supply("run " + number + sku, Warehouse.MAIN, List.of(new Supply(sku, 1)), OPERATOR);
            case 1 -> stock.supply("run " + number + sku, elsewhere, List.of(new Supply(sku, 1)), OPERATOR);
            default -> stock.adjust(sku, broken(-1), OPERATOR);
        }).toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(jdbc.sql("""
                SELECT CAST(payload AS json) ->> 'available' FROM outbox
                WHERE key = :sku AND type = 'StockLevelChanged'
                ORDER BY CAST(CAST(payload AS json) ->> 'version' AS bigint) DESC LIMIT 1""")
                .param("sku", sku.value()).query(String.class).single())
                .isEqualTo(String.valueOf(stock.of(sku).available()));
    }
}
