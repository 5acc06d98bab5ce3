package dev.souk.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
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
    private final JdbcClient jdbc;
    private final Sku sku = new Sku("S-" + UUID.randomUUID());

    @Autowired
    StockServiceTests(StockService stock, JdbcClient jdbc) {
        this.stock = stock;
        this.jdbc = jdbc;
    }

    @Test
    void aDeliveryIsSuppliedOnce() {
        assertThat(stock.supply("delivery " + sku, List.of(new Supply(sku, 5)), OPERATOR))
                .isEqualTo(new SupplyOutcome(1, 0));
        assertThat(stock.supply("delivery " + sku, List.of(new Supply(sku, 5)), OPERATOR))
                .isEqualTo(new SupplyOutcome(0, 1));

        assertThat(stock.of(sku).supplied()).isEqualTo(5);
    }

    @Test
    void deliveriesAddUp() {
        stock.supply("first " + sku, List.of(new Supply(sku, 5)), OPERATOR);
        stock.supply("second " + sku, List.of(new Supply(sku, 3)), OPERATOR);

        assertThat(stock.of(sku)).isEqualTo(new StockSummary(sku, 8, 0, 0, 8));
    }

    @Test
    void aCountedLossIsTakenAwayButNeverMoreThanIsThere() {
        stock.supply("delivery " + sku, List.of(new Supply(sku, 5)), OPERATOR);

        assertThat(stock.adjust(sku, -2, "two broken", OPERATOR).available()).isEqualTo(3);
        assertThatExceptionOfType(InsufficientStock.class).isThrownBy(() -> stock.adjust(sku, -4, "typo", OPERATOR));
        assertThat(stock.of(sku).available()).isEqualTo(3);
    }

    @Test
    void everyChangeOfWhatWasSuppliedHasAReason() {
        stock.supply("delivery " + sku, List.of(new Supply(sku, 5)), OPERATOR);
        stock.adjust(sku, -2, "two broken", OPERATOR);

        assertThat(jdbc.sql("SELECT reason || ': ' || quantity FROM supply WHERE sku = :sku ORDER BY supplied_at")
                .param("sku", sku.value()).query(String.class).list())
                .containsExactly("delivery " + sku + ": 5", "two broken: -2");
    }

    @Test
    void aThousandSuppliesAreOneStatementAndOneFactEach() {
        var supplies = IntStream.range(0, 1000).mapToObj(number -> new Supply(new Sku(sku + "-" + number), 1)).toList();

        assertThat(stock.supply("bulk " + sku, supplies, OPERATOR)).isEqualTo(new SupplyOutcome(1000, 0));

        assertThat(jdbc.sql("SELECT count(*) FROM outbox WHERE topic = 'stock' AND key LIKE :keys")
                .param("keys", sku + "-%")
                .query(Long.class).single()).isEqualTo(1000);
    }

    @Test
    void theVersionOfASkuGrowsWithEveryFact() {
        stock.supply("first " + sku, List.of(new Supply(sku, 5)), OPERATOR);
        stock.adjust(sku, 1, "found one", OPERATOR);
        stock.supply("second " + sku, List.of(new Supply(sku, 5)), OPERATOR);

        assertThat(jdbc.sql(
                "SELECT CAST(CAST(payload AS json) ->> 'version' AS bigint) FROM outbox WHERE key = :sku ORDER BY id")
                .param("sku", sku.value()).query(Long.class).list()).isSorted().doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void suppliesInOppositeOrderDoNotDeadlock() throws Exception {
        var forward = IntStream.range(0, 200).mapToObj(number -> new Supply(new Sku(sku + "-" + number), 1)).toList();
        var work = IntStream.range(0, 16)
                .<Callable<SupplyOutcome>>mapToObj(number -> () -> stock.supply("run " + number + sku,
                        number % 2 == 0 ? forward : forward.reversed(), OPERATOR))
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<SupplyOutcome> outcome : threads.invokeAll(work)) {
                assertThat(outcome.get().applied()).isEqualTo(200);
            }
        }
        assertThat(stock.of(new Sku(sku + "-7")).available()).isEqualTo(16);
    }
}
